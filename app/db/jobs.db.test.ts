import { beforeEach, expect, test } from "vitest";
import { clock, later, MINUTE, SECOND } from "~/core/clock";
import { emptyQueue } from "~/testing/processes/run-jobs";
import { addJob, addJobsNoLater } from "./jobs.server";
import { db, sql } from "./pool.server";

beforeEach(() => emptyQueue());

const key = "watch:one";
const payload = { clusterId: "one" };
const soon = () => later(clock.now(), SECOND);
const inAMinute = () => later(clock.now(), MINUTE);

const waiting = async () =>
  (
    await sql<{ due: Date; priority: number }[]>`
    select run_at as due, priority from graphile_worker._private_jobs where key is not null`
  )[0];
const isDueWithin = async (ms: number) => Number((await waiting())?.due) - clock.now().getTime() < ms;

test("what is to be done now is not put off by the same that may come later", async () => {
  await addJob(db, "watch_cluster", payload, { key });
  await addJobsNoLater(db, "watch_cluster", [{ key, payload }], { runAt: inAMinute() });
  expect(await isDueWithin(SECOND)).toBe(true);
});

test("what is to be done later is done earlier when it may come earlier", async () => {
  await addJobsNoLater(db, "watch_cluster", [{ key, payload }], { runAt: inAMinute() });
  expect(await isDueWithin(30 * SECOND)).toBe(false);
  await addJobsNoLater(db, "watch_cluster", [{ key, payload }], { runAt: soon() });
  expect(await isDueWithin(2 * SECOND)).toBe(true);
});

test("what somebody waits for stays ahead, or goes ahead, of what nobody watches", async () => {
  await addJobsNoLater(db, "watch_cluster", [{ key, payload }], { priority: 10 });
  expect(await waiting()).toMatchObject({ priority: 10 });
  await addJob(db, "watch_cluster", payload, { key });
  expect(await waiting()).toMatchObject({ priority: 0 });
  await addJobsNoLater(db, "watch_cluster", [{ key, payload }], { priority: 10 });
  expect(await waiting()).toMatchObject({ priority: 0 });
});

test("what is under way is followed by one more, at its own time", async () => {
  await addJob(db, "watch_cluster", payload, { key });
  await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody'`;
  await addJobsNoLater(db, "watch_cluster", [{ key, payload }], { runAt: inAMinute() });
  expect(await isDueWithin(30 * SECOND)).toBe(false);
});
