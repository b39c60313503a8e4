import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { pauseWebhook } from "~/domain/account/switch-webhook.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast } from "~/testing/cast";
import { startReceiver, type Receiver } from "~/testing/webhook-receiver";
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

const record = (fact: Parameters<typeof recordActivity>[1]) => transaction((tx) => recordActivity(tx, fact));

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

  test("about an endpoint itself is told to the others, not to it", async () => {
    const { id } = await anEndpoint(alice, receiver.url, { events: ["*"] });
    const other = await anEndpoint(alice, receiver.url, { events: ["webhook.disable"] });
    await emptyTold();
    await record({ subjectId: alice.userId, action: "webhook.disable", targetKind: "webhook", targetId: id });
    expect((await deliveries()).map((one) => one.endpoint_id)).toEqual([other.id]);
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

/** Adding an endpoint is an event as well. */
const emptyTold = async () => {
  await sql`truncate webhook_deliveries cascade`;
  await sql`truncate graphile_worker._private_jobs`;
};
