import { Webhook } from "standardwebhooks";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clock, DAY, freezeClock, HOUR, instant, later, MINUTE, SECOND } from "~/core/clock";
import { isId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { rollWebhookSecret, nameOfSecret } from "~/domain/account/roll-webhook-secret.server";
import { deleteWebhook, enableWebhook, pauseWebhook } from "~/domain/account/switch-webhook.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast } from "~/testing/cast";
import { startReceiver, type Received, type Receiver } from "~/testing/webhook-receiver";
import {
  anEndpoint,
  attempts,
  deliverAll,
  deliveries,
  emptyWebhooks,
  memberOf,
  planned,
  starts,
} from "~/testing/webhook-stage";
import { deliverWebhook } from "./deliver-webhook.server";
import { purgeDeliveries } from "./purge-deliveries.server";

let alice: Viewer, bob: Viewer, ada: Viewer;
let receiver: Receiver;

beforeAll(async () => {
  [alice, bob, ada] = [await memberOf(cast.alice), await memberOf(cast.bob), await memberOf(cast.ada)];
  receiver = await startReceiver();
  return () => receiver.stop();
});

beforeEach(async () => {
  await emptyWebhooks();
  receiver.received.length = 0;
  receiver.answer(204);
});

afterEach(async () => {
  freezeClock(undefined);
  await sql`update users set suspended_at = null`;
  await sql`update users set is_admin = true where id = ${ada.userId}`;
});

const record = (fact: Parameters<typeof recordActivity>[1]) => transaction((tx) => recordActivity(tx, fact));
const headersOf = ({ headers }: Received) => headers as Record<string, string>;
const stateOf = async () => (await sql<{ s: string | null }[]>`select disabled_reason as s from webhook_endpoints`)[0]?.s;

describe("an event", () => {
  test("becomes one delivery and one job for each endpoint that wants it, with the line that it tells of", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    await anEndpoint(alice, receiver.url, { events: ["*"] });
    await emptyTold();
    await record(starts(alice));
    const told = await deliveries();
    expect(told).toHaveLength(2);
    expect(told.map((one) => one.endpoint_id)).toContain(id);
    expect(told.every((one) => isId("delivery", one.id))).toBe(true);
    expect(new Set(told.map((one) => one.id)).size).toBe(2);
    expect(await planned()).toHaveLength(2);
    const lines = await sql`
      select distinct activity.action from webhook_deliveries join activity on activity.id = activity_id`;
    expect(lines).toEqual([{ action: "environment.start" }]);
  });

  test("that is rolled back is told to nobody", async () => {
    await anEndpoint(alice, receiver.url);
    const undone = transaction(async (tx) => {
      await recordActivity(tx, starts(alice));
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect([await deliveries(), await planned()]).toEqual([[], []]);
  });

  test("is told to its owner's endpoints and to an admin's that hears everybody, and to no one else's", async () => {
    const hers = await anEndpoint(alice, receiver.url);
    await anEndpoint(bob, receiver.url);
    await anEndpoint(ada, receiver.url);
    const everybody = await anEndpoint(ada, receiver.url, { hearsEverybody: true });
    await record(starts(alice));
    expect((await deliveries()).map((one) => one.endpoint_id).sort()).toEqual([hers.id, everybody.id].sort());
  });

  test("of nobody's thing is told to who hears everybody alone", async () => {
    await anEndpoint(alice, receiver.url, { events: ["*"] });
    const everybody = await anEndpoint(ada, receiver.url, { events: ["cluster.add"], hearsEverybody: true });
    await emptyTold();
    await record({ action: "cluster.add", targetKind: "cluster", targetId: "cluster_1" });
    expect((await deliveries()).map((one) => one.endpoint_id)).toEqual([everybody.id]);
  });

  test("that was not picked, was refused, or comes while the endpoint is paused is not told", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    await record({ ...starts(alice), action: "environment.stop" });
    await record({ ...starts(alice), outcome: "refused" });
    await pauseWebhook(alice, id);
    await record(starts(alice));
    expect(await deliveries()).toEqual([]);
  });

  test("is not told to a member who is suspended, nor to everybody's listener who is admin no longer", async () => {
    await anEndpoint(alice, receiver.url);
    await anEndpoint(ada, receiver.url, { hearsEverybody: true });
    await sql`update users set suspended_at = now() where id = ${alice.userId}`;
    await sql`update users set is_admin = false where id = ${ada.userId}`;
    await record(starts(alice));
    expect(await deliveries()).toEqual([]);
  });

  test("noted before its owner was suspended is not sent while they are", async () => {
    await anEndpoint(alice, receiver.url);
    await record(starts(alice));
    await sql`update users set suspended_at = now() where id = ${alice.userId}`;
    await deliverAll();
    expect([receiver.received, await attempts()]).toEqual([[], []]);
  });
});

describe("what is sent", () => {
  test("says what happened in the words of the log, without where from and with which key", async () => {
    await anEndpoint(alice, receiver.url);
    freezeClock(instant("2026-11-22T08:00:00Z"));
    await record({ ...starts(alice, "env_7"), before: { state: "stopped" }, after: { state: "creating" } });
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
    await record(starts(alice));
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
    await record(starts(alice));
    await deliverAll();
    const [got] = receiver.received;
    expect(() => new Webhook(secret).verify(got!.body, headersOf(got!))).toThrow("too old");
  });

  test("is signed with the new and the old secret for a day, then with the new one alone", async () => {
    const { id, secret: old } = await anEndpoint(alice, receiver.url);
    const rolledAt = clock.now();
    const secret = await rollWebhookSecret(alice, id, await nameOfSecret(alice, id));
    await record(starts(alice));
    await deliverAll();
    const [first] = receiver.received;
    for (const good of [old, secret]) new Webhook(good).verify(first!.body, headersOf(first!));

    freezeClock(later(rolledAt, DAY + MINUTE));
    await record(starts(alice));
    await deliverAll();
    expect(headersOf(receiver.received[1]!)["webhook-signature"]?.split(" ")).toHaveLength(1);
  });

  test("keeps its webhook-id on every attempt", async () => {
    await anEndpoint(alice, receiver.url);
    await record(starts(alice));
    receiver.answer(500);
    await deliverAll();
    receiver.answer(200);
    await deliverAll();
    const ids = receiver.received.map((one) => headersOf(one)["webhook-id"]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids)).toEqual(new Set([(await deliveries())[0]?.id]));
  });
});

describe("an attempt that fails", () => {
  test.each<[string, Parameters<Receiver["answer"]>[0], object]>([
    ["answers 500", (response) => response.writeHead(500).end("boom\u0000"), { status: 500, answer: "boom\uFFFD" }],
    ["redirects", (response) => response.writeHead(301, { location: "/" }).end(), { status: 301 }],
    ["closes", (response) => response.socket?.destroy(), { failure_code: "addressBroken" }],
  ])("because the receiver %s is written down and tried again in a few seconds", async (_, how, expected) => {
    await anEndpoint(alice, receiver.url);
    await record(starts(alice));
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
    await record(starts(alice));
    receiver.answer((response) => response.writeHead(429, { "retry-after": "600" }).end());
    await deliverAll();
    const [next] = await planned();
    expect(next!.run_at.getTime() - Date.now()).toBeGreaterThan(590 * SECOND);
  });

  test("keeps no more than the first thousand letters of a huge answer", async () => {
    await anEndpoint(alice, receiver.url);
    await record(starts(alice));
    receiver.answer((response) => response.writeHead(200).end("x".repeat(500_000)));
    await deliverAll();
    expect((await attempts())[0]?.answer).toHaveLength(1000);
    expect(await deliveries()).toMatchObject([{ state: "delivered" }]);
  });

  test("for the ninth time is given up", async () => {
    await anEndpoint(alice, receiver.url);
    await record(starts(alice));
    receiver.answer(503);
    for (let attempt = 1; attempt <= 12; attempt++) await deliverAll();
    expect(await attempts()).toHaveLength(9);
    expect(await deliveries()).toMatchObject([{ state: "failed" }]);
    expect(await stateOf()).toBeNull();
  });

  test("never leads to where the name was moved to meanwhile", async () => {
    const at = receiver.url.replace("http://127.0.0.1", "https://hooks.example");
    const { id } = await anEndpoint(alice, receiver.url);
    await sql`update webhook_endpoints set url = ${at} where id = ${id}`;
    await record(starts(alice));
    await deliverAll(async () => [{ address: "10.0.0.9", family: 4 }]);
    expect(await attempts()).toMatchObject([{ status: null, failure_code: "addressPrivate" }]);
    expect(receiver.received).toEqual([]);
  });
});

describe("an endpoint", () => {
  test("that takes nothing for 24 hours is switched off, once, with a line in its owner's log", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    receiver.answer(500);
    await record(starts(alice));
    await deliverAll();
    freezeClock(later(clock.now(), 23 * HOUR));
    await record(starts(alice));
    await deliverAll();
    expect(await stateOf()).toBeNull();
    freezeClock(later(clock.now(), 2 * HOUR));
    await deliverAll();
    expect(await stateOf()).toBe("webhookFailing");
    const lines = await sql`
      select subject_id, actor_id, after from activity where action = 'webhook.disable' and target_id = ${id}`;
    expect(lines).toEqual([{ subject_id: alice.userId, actor_id: null, after: { reason: "webhookFailing" } }]);
    const asked = receiver.received.length;
    await deliverAll();
    expect(receiver.received).toHaveLength(asked);
  });

  test("that takes something in between is not", async () => {
    await anEndpoint(alice, receiver.url);
    await record(starts(alice));
    receiver.answer(500);
    await deliverAll();
    receiver.answer(200);
    await deliverAll();
    freezeClock(later(clock.now(), 25 * HOUR));
    receiver.answer(500);
    await record(starts(alice));
    await deliverAll();
    expect(await stateOf()).toBeNull();
  });

  test("that answers 410 is switched off at once", async () => {
    await anEndpoint(alice, receiver.url);
    await record(starts(alice));
    receiver.answer(410);
    await deliverAll();
    expect(await stateOf()).toBe("webhookGone");
    expect(await deliveries()).toMatchObject([{ state: "failed" }]);
  });

  test("that is enabled again is sent what waited, and starts afresh", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    await record(starts(alice));
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
    await record(starts(alice));
    const [delivery] = await deliveries();
    await deleteWebhook(alice, id);
    await deliverWebhook(delivery!.id, recordActivity);
    await record(starts(alice));
    expect(receiver.received).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: "failed" }]);
    expect(await sql`select secret_sealed from webhook_endpoints`).toEqual([{ secret_sealed: "" }]);
  });
});

test("deliveries of more than 30 days ago are forgotten with their attempts, and younger ones are kept", async () => {
  const { id } = await anEndpoint(alice, receiver.url);
  await record(starts(alice));
  await deliverAll();
  await sql`update webhook_deliveries set created_at = now() - interval '31 days'`;
  await sql`insert into webhook_deliveries (id, endpoint_id, event, payload, state, created_at)
    select 'old_' || n, ${id}, 'x', '{}', 'failed', now() - interval '40 days' from generate_series(1, 2500) n`;
  await record(starts(alice));
  expect(await purgeDeliveries()).toBe(2501);
  expect(await deliveries()).toHaveLength(1);
  expect(await attempts()).toEqual([]);
  await deleteWebhook(alice, id);
  freezeClock(later(clock.now(), 31 * DAY));
  await purgeDeliveries();
  expect(await sql`select id from webhook_endpoints`).toEqual([]);
});

/** Adding an endpoint is an event as well. */
const emptyTold = async () => {
  await sql`truncate webhook_deliveries cascade`;
  await sql`truncate graphile_worker._private_jobs`;
};
