import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { consumeOutbox } from "~/domain/activity/outbox/consume-outbox.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast } from "~/testing/cast";
import { crashesSeen, planCrashes, withCrashAt } from "~/testing/processes/crashing-writes";
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
import { deleteWebhook, enableWebhook, pauseWebhook } from "~/domain/webhooks/endpoints/switch-webhook.server";
import { webhookConsumer } from "./create-deliveries.server";

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
  await sql`update users set suspended_at = null`;
  await sql`update users set is_admin = true where id = ${ada.userId}`;
});

describe("an event", () => {
  test("becomes one delivery and one job for each endpoint that wants it, with the line that it tells of", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    await anEndpoint(alice, receiver.url, { events: ["*"] });
    await deleteDeliveries();
    await recordFact(starts(alice));
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
    await consumeOutbox(webhookConsumer);
    expect([await deliveries(), await planned()]).toEqual([[], []]);
  });

  test("is told to its owner's endpoints and to an admin's that hears everybody, and to no one else's", async () => {
    const hers = await anEndpoint(alice, receiver.url);
    await anEndpoint(bob, receiver.url);
    await anEndpoint(ada, receiver.url);
    const everybody = await anEndpoint(ada, receiver.url, { hearsEverybody: true });
    await recordFact(starts(alice));
    expect((await deliveries()).map((one) => one.endpoint_id).sort()).toEqual([hers.id, everybody.id].sort());
  });

  test("of nobody's thing is told to who hears everybody alone", async () => {
    await anEndpoint(alice, receiver.url, { events: ["*"] });
    const everybody = await anEndpoint(ada, receiver.url, { events: ["cluster.add"], hearsEverybody: true });
    await deleteDeliveries();
    await recordFact({ action: "cluster.add", targetKind: "cluster", targetId: "cluster_1" });
    expect((await deliveries()).map((one) => one.endpoint_id)).toEqual([everybody.id]);
  });

  test("about an endpoint itself is told to the others, not to it", async () => {
    const { id } = await anEndpoint(alice, receiver.url, { events: ["*"] });
    const other = await anEndpoint(alice, receiver.url, { events: ["webhook.disable"] });
    await deleteDeliveries();
    await recordFact({ subjectId: alice.userId, action: "webhook.disable", targetKind: "webhook", targetId: id });
    expect((await deliveries()).map((one) => one.endpoint_id)).toEqual([other.id]);
  });

  test("that was not picked, was refused, or comes while the endpoint is paused is not told", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    await recordFact({ ...starts(alice), action: "environment.stop" });
    await recordFact({ ...starts(alice), outcome: "refused" });
    await pauseWebhook(alice, id);
    await recordFact(starts(alice));
    expect(await deliveries()).toEqual([]);
  });

  test("is not told to a member who is suspended, nor to everybody's listener who is admin no longer", async () => {
    await anEndpoint(alice, receiver.url);
    await anEndpoint(ada, receiver.url, { hearsEverybody: true });
    await sql`update users set suspended_at = now() where id = ${alice.userId}`;
    await sql`update users set is_admin = false where id = ${ada.userId}`;
    await recordFact(starts(alice));
    expect(await deliveries()).toEqual([]);
  });

  test("noted before its owner was suspended is not sent while they are", async () => {
    await anEndpoint(alice, receiver.url);
    await recordFact(starts(alice));
    await sql`update users set suspended_at = now() where id = ${alice.userId}`;
    await deliverAll();
    expect([receiver.received, await attempts()]).toEqual([[], []]);
  });
});

describe("an endpoint hears what happened while it was live, also when that is consumed later:", () => {
  const happens = (target: string) => transaction((tx) => recordActivity(tx, starts(alice, target)));
  const heard = async () => {
    await consumeOutbox(webhookConsumer);
    const rows = await sql<{ target: string }[]>`
      select payload #>> '{data,target,id}' as target from webhook_deliveries where event = 'environment.start' order by activity_id`;
    return rows.map(({ target }) => target);
  };

  test("nothing of before it was added", async () => {
    await happens("before");
    await anEndpoint(alice, receiver.url);
    await happens("after");
    expect(await heard()).toEqual(["after"]);
  });

  test("all of before it was paused and of after it was enabled, nothing of between", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    await happens("before");
    await pauseWebhook(alice, id);
    await happens("between");
    await enableWebhook(alice, id);
    await happens("after");
    expect(await heard()).toEqual(["before", "after"]);
  });

  test("what waits when it is paused is sent when it is enabled, in order", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    for (const target of ["a", "b", "c"]) await happens(target);
    await pauseWebhook(alice, id);
    await deliverAll();
    expect(receiver.received).toEqual([]);
    await sql`truncate graphile_worker._private_jobs`;
    await enableWebhook(alice, id);
    expect((await planned()).map(({ key }) => key)).toEqual(
      (await sql<{ key: string }[]>`select 'deliver:' || id as key from webhook_deliveries order by activity_id`).map(
        ({ key }) => key,
      ),
    );
  });

  test("nothing when it was deleted meanwhile", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    await happens("before");
    await deleteWebhook(alice, id);
    expect(await heard()).toEqual([]);
  });
});

test("a crash between any two writes leaves one delivery and one job of each event, in order", async () => {
  await planCrashes(["outbox", "outbox_consumers", "webhook_deliveries", "graphile_worker._private_jobs"]);
  await anEndpoint(alice, receiver.url);
  await anEndpoint(alice, receiver.url, { events: ["*"] });
  let isOver = false;
  for (let at = 1; !isOver; at++) {
    await deleteDeliveries();
    for (const target of ["a", "b", "c"]) await transaction((tx) => recordActivity(tx, starts(alice, target)));
    const seen = crashesSeen();
    await withCrashAt(at, () => consumeOutbox(webhookConsumer));
    isOver = crashesSeen() === seen;
    await consumeOutbox(webhookConsumer);
    const jobs = await sql<{ target: string; queue: string }[]>`
      select d.payload #>> '{data,target,id}' as target, j.queue_name as queue from graphile_worker.jobs j
      join webhook_deliveries d on j.key = 'deliver:' || d.id order by j.run_at, j.id`;
    const perQueue = Map.groupBy(jobs, ({ queue }) => queue);
    expect([...perQueue.values()].map((all) => all.map(({ target }) => target))).toEqual([
      ["a", "b", "c"],
      ["a", "b", "c"],
    ]);
    expect(await deliveries()).toHaveLength(6);
  }
  expect(crashesSeen()).toBeGreaterThanOrEqual(8);
});

/** Adding an endpoint is an event as well. */
const deleteDeliveries = async () => {
  await sql`truncate webhook_deliveries cascade`;
  await sql`truncate outbox`;
  await sql`truncate graphile_worker._private_jobs`;
};
