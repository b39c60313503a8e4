import { afterEach, beforeEach, expect, test } from "vitest";
import { metrics } from "~/core/metrics.server";
import { db, sql } from "~/db/pool.server";
import { measureOutbox } from "~/domain/activity/outbox/measure-outbox.server";
import type { OutboxConsumer } from "~/domain/activity/outbox/outbox-consumer";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { startConsumers } from "./run-consumers.server";

const told: Record<string, string[]> = {};
let isBroken = false;
let running: { stop(): Promise<void> } | undefined;

const consumer = (name: string, mayFail = false): OutboxConsumer => ({
  name,
  consume: (_, facts) => {
    if (mayFail && isBroken) return Promise.reject(new Error("broken"));
    (told[name] ??= []).push(...facts.map(({ targetId }) => targetId));
    return Promise.resolve();
  },
});

beforeEach(async () => {
  await sql`truncate outbox, outbox_consumers`;
  for (const name of Object.keys(told)) Reflect.deleteProperty(told, name);
  running = startConsumers([consumer("sound"), consumer("broken", true)]);
  await expect.poll(async () => (await sql`select name from outbox_consumers`).length).toBe(2);
});

afterEach(async () => {
  isBroken = false;
  await running?.stop();
});

const record = (targetId: string) => recordActivity(db, { action: "cluster.add", targetKind: "cluster", targetId });

async function lagOf(name: string): Promise<number | undefined> {
  await measureOutbox(db);
  const text = await metrics.getSingleMetricAsString("atrium_outbox_lag");
  return Number(new RegExp(`consumer="${name}"} (\\d+)`).exec(text)?.[1]);
}

test("a consumer that fails holds up no other, its lag grows, and it is told everything once it works", async () => {
  isBroken = true;
  for (const id of ["a", "b"]) await record(id);
  await expect.poll(() => told["sound"]).toEqual(["a", "b"]);
  expect([await lagOf("sound"), await lagOf("broken")]).toEqual([0, 2]);
  await record("c");
  await expect.poll(() => told["sound"]).toEqual(["a", "b", "c"]);
  expect(await lagOf("broken")).toBe(3);
  isBroken = false;
  await expect.poll(() => told["broken"], { timeout: 5000 }).toEqual(["a", "b", "c"]);
  await expect.poll(() => lagOf("broken")).toBe(0);
});

test("facts of another process, which wakes nobody here, are found within a second", async () => {
  await sql`with line as (insert into activity (at, action, target_kind, target_id) values (now(), 'cluster.add', 'cluster', 'x') returning id)
    insert into outbox (activity_id) select id from line`;
  await expect.poll(() => told["sound"], { timeout: 1000, interval: 20 }).toEqual(["x"]);
});

test("after a stop its consumers are told nothing more, and others go on", async () => {
  const other = startConsumers([consumer("other")]);
  await expect.poll(async () => (await sql`select name from outbox_consumers`).length).toBe(3);
  await running?.stop();
  await record("a");
  await expect.poll(() => told["other"]).toEqual(["a"]);
  await other.stop();
  expect(told["sound"]).toBeUndefined();
});
