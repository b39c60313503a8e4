import { Webhook } from "standardwebhooks";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clock, DAY, freezeClock, instant, later, MINUTE } from "~/core/clock";
import { nameOfSecret, rollWebhookSecret } from "~/domain/webhooks/endpoints/roll-webhook-secret.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast } from "~/testing/cast";
import { startReceiver, type Received, type Receiver } from "~/testing/webhooks/webhook-receiver";
import {
  anEndpoint,
  attempts,
  deliverAll,
  deliveries,
  emptyWebhooks,
  memberOf,
  recordFact,
  starts,
} from "~/testing/webhooks/webhook-fixtures";

let alice: Viewer, bob: Viewer;
let receiver: Receiver;

beforeAll(async () => {
  [alice, bob] = [await memberOf(cast.alice), await memberOf(cast.bob)];
  receiver = await startReceiver();
  return () => receiver.stop();
});

beforeEach(async () => {
  await emptyWebhooks();
  receiver.received.length = 0;
  receiver.answer(204);
});

afterEach(() => freezeClock(undefined));

const headersOf = ({ headers }: Received) => headers as Record<string, string>;

describe("what is sent", () => {
  test("says what happened in the words of the log, without where from and with which key", async () => {
    await anEndpoint(alice, receiver.url);
    freezeClock(instant("2026-11-22T08:00:00Z"));
    await recordFact({ ...starts(alice, "env_7"), before: { state: "stopped" }, after: { state: "creating" } });
    await deliverAll();
    const [delivery] = await deliveries();
    expect(JSON.parse(receiver.received[0]!.body)).toEqual({
      id: delivery?.id,
      type: "environment.start",
      timestamp: "2026-11-22T08:00:00.000Z",
      data: {
        actor: alice.userId,
        subject: alice.userId,
        target: { kind: "environment", id: "env_7" },
        outcome: "success",
        before: { state: "stopped" },
        after: { state: "creating" },
      },
    });
    expect(delivery?.state).toBe("delivered");
    expect(await attempts()).toMatchObject([{ status: 204, failure_code: null }]);
  });

  test("is signed so that the library of Standard Webhooks believes it, and nothing that differs", async () => {
    const { secret } = await anEndpoint(alice, receiver.url);
    const another = await anEndpoint(bob, receiver.url);
    await recordFact(starts(alice));
    await deliverAll();
    const [got] = receiver.received;
    const { body } = got!;
    const headers = headersOf(got!);
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: "environment.start" });
    expect(() => new Webhook(another.secret).verify(body, headers)).toThrow("No matching signature");
    expect(() => new Webhook(secret).verify(body.replace("start", "stop"), headers)).toThrow("No matching signature");
    const old = { ...headers, "webhook-timestamp": String(Number(headers["webhook-timestamp"]) - 600) };
    expect(() => new Webhook(secret).verify(body, old)).toThrow("too old");
  });

  test("ten minutes ago is too old to be believed", async () => {
    const { secret } = await anEndpoint(alice, receiver.url);
    freezeClock(later(clock.now(), -10 * MINUTE));
    await recordFact(starts(alice));
    await deliverAll();
    const [got] = receiver.received;
    expect(() => new Webhook(secret).verify(got!.body, headersOf(got!))).toThrow("too old");
  });

  test("is signed with the new and the old secret for a day, then with the new one alone", async () => {
    const { id, secret: old } = await anEndpoint(alice, receiver.url);
    const rolledAt = clock.now();
    const secret = await rollWebhookSecret(alice, id, await nameOfSecret(alice, id));
    await recordFact(starts(alice));
    await deliverAll();
    const [first] = receiver.received;
    for (const good of [old, secret]) new Webhook(good).verify(first!.body, headersOf(first!));

    freezeClock(later(rolledAt, DAY + MINUTE));
    await recordFact(starts(alice));
    await deliverAll();
    expect(headersOf(receiver.received[1]!)["webhook-signature"]?.split(" ")).toHaveLength(1);
  });

  test("keeps its webhook-id on every attempt", async () => {
    await anEndpoint(alice, receiver.url);
    await recordFact(starts(alice));
    receiver.answer(500);
    await deliverAll();
    receiver.answer(200);
    await deliverAll();
    const ids = receiver.received.map((one) => headersOf(one)["webhook-id"]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids)).toEqual(new Set([(await deliveries())[0]?.id]));
  });
});
