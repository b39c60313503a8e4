import { beforeEach, expect, test } from "vitest";
import { clock } from "~/core/clock";
import { metrics } from "~/core/metrics.server";
import { addJob } from "~/db/jobs.server";
import { db, sql } from "~/db/pool.server";
import { tendExhausted } from "./tend-exhausted-jobs.server";

beforeEach(async () => {
  await sql`truncate graphile_worker._private_jobs`;
  await addJob(db, "handle_stripe_event", { eventId: "evt_1" }, { key: "stripe:evt_1" });
  await addJob(db, "run_task", { task: "collect-usage", window: clock.now().toISOString() }, { maxAttempts: 5 });
  await addJob(db, "watch_cluster", { clusterId: "cluster_1" }, { key: "watch:1", maxAttempts: 1 });
});

const failedForGood = (ago: string) =>
  sql`update graphile_worker._private_jobs set attempts = max_attempts, updated_at = now() - ${ago}::interval, last_error = 'no'`;
const jobs = () => sql`select task_identifier as task, attempts, max_attempts from graphile_worker.jobs order by task`;

test("a day after a job failed for good it is tried once more, or deleted where the clock asks for it again", async () => {
  await failedForGood("25 hours");
  expect(await tendExhausted()).toEqual({ deleted: 2, revived: 1 });
  expect(await jobs()).toEqual([{ task: "handle_stripe_event", attempts: 24, max_attempts: 25 }]);
  await failedForGood("1 minute");
  expect(await tendExhausted(), "once a day").toEqual({ deleted: 0, revived: 0 });
});

test("jobs that are still tried are left alone", async () => {
  await sql`update graphile_worker._private_jobs set updated_at = now() - interval '3 days'`;
  expect(await tendExhausted()).toEqual({ deleted: 0, revived: 0 });
  expect(await jobs()).toHaveLength(3);
});

test("what failed for good is counted at /metrics, and no longer once it is gone", async () => {
  const counted = () => metrics.getSingleMetricAsString("atrium_jobs_exhausted");
  expect(await counted()).not.toContain("task=");
  await failedForGood("1 minute");
  expect(await counted()).toContain('atrium_jobs_exhausted{task="handle_stripe_event"} 1');
  await failedForGood("25 hours");
  await tendExhausted();
  expect(await counted()).not.toContain("task=");
});
