import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clock, freezeClock, HOUR, later, SECOND } from "~/core/clock";
import { sql } from "~/db/pool.server";
import { deleteWebhook, enableWebhook, pauseWebhook } from "~/domain/webhooks/endpoints/switch-webhook.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast } from "~/testing/cast";
import { startReceiver, type Receiver } from "~/testing/webhooks/webhook-receiver";
import {
  anEndpoint,
  attempts,
  deliverAll,
  deliveries,
  emptyWebhooks,
  memberOf,
  planned,
  recordFact,
  starts,
} from "~/testing/webhooks/webhook-fixtures";
import { guardedWith } from "~/testing/processes/stub-names";
import { deliverWebhook } from "./deliver-webhook.server";

let alice: Viewer;
let receiver: Receiver;

beforeAll(async () => {
  alice = await memberOf(cast.alice);
  receiver = await startReceiver();
  return () => receiver.stop();
});

beforeEach(async () => {
  await emptyWebhooks();
  receiver.received.length = 0;
  receiver.answer(204);
});

afterEach(() => freezeClock(undefined));

const reasonOff = async () =>
  (await sql<{ reason: string | null }[]>`select disabled_reason as reason from webhook_endpoints`)[0]?.reason;

describe("an attempt that fails", () => {
  test.each<[string, Parameters<Receiver["answer"]>[0], object]>([
    ["answers 500", (response) => response.writeHead(500).end("boom\u0000"), { status: 500, answer: "boom" }],
    ["redirects", (response) => response.writeHead(301, { location: "/" }).end(), { status: 301 }],
    ["closes", (response) => response.socket?.destroy(), { failure_code: "receiverUnreachable" }],
  ])("because the receiver %s is written down and tried again in a few seconds", async (_, how, expected) => {
    await anEndpoint(alice, receiver.url);
    await recordFact(starts(alice));
    receiver.answer(how);
    const before = clock.now();
    await deliverAll();
    expect(await attempts()).toMatchObject([expected]);
    const [next] = await planned();
    expect(next!.run_at.getTime() - before.getTime()).toBeGreaterThan(4 * SECOND);
    expect(next!.run_at.getTime() - before.getTime()).toBeLessThan(20 * SECOND);
    expect(await deliveries()).toMatchObject([{ state: "waiting" }]);
  });

  test("waits as long as the receiver asks", async () => {
    await anEndpoint(alice, receiver.url);
    await recordFact(starts(alice));
    receiver.answer((response) => response.writeHead(429, { "retry-after": "600" }).end());
    await deliverAll();
    const [next] = await planned();
    expect(next!.run_at.getTime() - Date.now()).toBeGreaterThan(590 * SECOND);
  });

  test("keeps no more than the first thousand letters of a huge answer", async () => {
    await anEndpoint(alice, receiver.url);
    await recordFact(starts(alice));
    receiver.answer((response) => response.writeHead(200).end("x".repeat(500_000)));
    await deliverAll();
    expect((await attempts())[0]?.answer).toHaveLength(1000);
    expect(await deliveries()).toMatchObject([{ state: "delivered" }]);
  });

  test("for the ninth time is given up", async () => {
    await anEndpoint(alice, receiver.url);
    await recordFact(starts(alice));
    receiver.answer(503);
    for (let attempt = 1; attempt <= 12; attempt++) await deliverAll();
    expect(await attempts()).toHaveLength(9);
    expect(await deliveries()).toMatchObject([{ state: "failed" }]);
    expect(await reasonOff()).toBeNull();
  });

  test("never leads to where the name was moved to meanwhile", async () => {
    const at = receiver.url.replace("http://127.0.0.1", "https://hooks.example");
    const { id } = await anEndpoint(alice, receiver.url);
    await sql`update webhook_endpoints set url = ${at} where id = ${id}`;
    await recordFact(starts(alice));
    await deliverAll(guardedWith());
    expect(await attempts()).toMatchObject([{ status: null, failure_code: "addressPrivate" }]);
    expect(receiver.received).toEqual([]);
  });
});

describe("an endpoint", () => {
  test("that takes nothing for 24 hours is switched off, once, with a line in its owner's log", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    receiver.answer(500);
    await recordFact(starts(alice));
    await deliverAll();
    freezeClock(later(clock.now(), 23 * HOUR));
    await recordFact(starts(alice));
    await deliverAll();
    expect(await reasonOff()).toBeNull();
    freezeClock(later(clock.now(), 2 * HOUR));
    await deliverAll();
    expect(await reasonOff()).toBe("webhookFailing");
    const lines = await sql`
      select subject_id, actor_id, after from activity where action = 'webhook.disable' and target_id = ${id}`;
    expect(lines).toEqual([{ subject_id: alice.userId, actor_id: null, after: { reason: "webhookFailing" } }]);
    const asked = receiver.received.length;
    await deliverAll();
    expect(receiver.received).toHaveLength(asked);
  });

  test("that takes something in between is not", async () => {
    await anEndpoint(alice, receiver.url);
    await recordFact(starts(alice));
    receiver.answer(500);
    await deliverAll();
    receiver.answer(200);
    await deliverAll();
    freezeClock(later(clock.now(), 25 * HOUR));
    receiver.answer(500);
    await recordFact(starts(alice));
    await deliverAll();
    expect(await reasonOff()).toBeNull();
  });

  test("that answers 410 is switched off at once", async () => {
    await anEndpoint(alice, receiver.url);
    await recordFact(starts(alice));
    receiver.answer(410);
    await deliverAll();
    expect(await reasonOff()).toBe("webhookGone");
    expect(await deliveries()).toMatchObject([{ state: "failed" }]);
  });

  test("that is enabled again is sent what waited, and starts afresh", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    await recordFact(starts(alice));
    await pauseWebhook(alice, id);
    await deliverAll();
    expect(receiver.received).toEqual([]);
    await sql`truncate graphile_worker._private_jobs`;
    await enableWebhook(alice, id);
    expect(await planned()).toHaveLength(1);
    await deliverAll();
    expect(receiver.received).toHaveLength(1);
  });

  test("that is deleted is sent nothing more, and its secret is destroyed", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    await recordFact(starts(alice));
    const [delivery] = await deliveries();
    await deleteWebhook(alice, id);
    await deliverWebhook(delivery!.id);
    await recordFact(starts(alice));
    expect(receiver.received).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: "failed" }]);
    expect(await sql`select secret_sealed from webhook_endpoints`).toEqual([{ secret_sealed: "" }]);
  });
});
