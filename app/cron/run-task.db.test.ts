import { afterEach, beforeEach, expect, test } from "vitest";
import { HOUR, MINUTE, freezeClock, later } from "~/core/clock";
import { sql } from "~/db/pool.server";
import { asOwner } from "~/testing/database/as-owner";
import { aCollectedCluster, at, emptyMetering } from "~/testing/billing/metering-fixtures";
import { runTask, tick } from "./run-task.server";
import { schedule } from "./schedule.server";
import { startScheduler } from "./start-scheduler.server";

beforeEach(async () => {
  await emptyMetering();
  freezeClock(at("10:15:00.400"));
});

afterEach(() => freezeClock(undefined));

const jobs = (task: string) =>
  sql`select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = ${task} order by j.id`;

test("three replicas that tick the same window a hundred times, some of them late, run it once", async () => {
  const ticks = Array.from({ length: 100 }, (_, i) => tick("collect-usage", later(at("10:15"), (i % 5) * 1000)));
  expect((await Promise.all(ticks)).filter(Boolean)).toHaveLength(1);
  expect(await jobs("run_task")).toMatchObject([
    { payload: { task: "collect-usage", window: "2026-03-10T10:15:00.000Z" } },
  ]);
  expect(await tick("collect-usage", at("10:30"))).toBe(true);
});

test("a clock that jumps back an hour claims no window a second time", async () => {
  expect(await tick("settle-usage", at("10:20"))).toBe(true);
  expect(await tick("settle-usage", later(at("10:20"), HOUR))).toBe(true);
  expect(await tick("settle-usage", at("10:20"))).toBe(false);
});

test("a tick that is taken back leaves neither a claim nor a job", async () => {
  await asOwner(
    (owner) => owner`alter table graphile_worker._private_jobs add constraint no_jobs check (false) not valid`,
  );
  try {
    await expect(tick("admit-waiting", at("10:15"))).rejects.toThrow();
  } finally {
    await asOwner((owner) => owner`alter table graphile_worker._private_jobs drop constraint no_jobs`);
  }
  expect(await sql`select count(*)::int as count from cron_runs`).toEqual([{ count: 0 }]);
  expect(await tick("admit-waiting", at("10:15"))).toBe(true);
});

test("a run is recorded with its report, and is not run again once it is done", async () => {
  const clusterId = await aCollectedCluster("http://127.0.0.1:9");
  await tick("collect-usage", at("10:15"));
  await runTask("collect-usage", at("10:15"));
  await runTask("collect-usage", at("10:15"));
  expect(await sql`select state, attempts, report, error from cron_runs`).toEqual([
    { state: "done", attempts: 1, report: { clusters: 1 }, error: null },
  ]);
  expect(await jobs("collect_cluster")).toEqual([{ payload: { clusterId, window: "2026-03-10T10:00:00.000Z" } }]);
});

test("a run that fails says why, is thrown to be tried again, and then is done", async () => {
  await tick("sweep-dead-workers", at("10:15"));
  await asOwner((owner) => owner`alter table worker_heartbeats rename to worker_heartbeats_away`);
  await expect(runTask("sweep-dead-workers", at("10:15"))).rejects.toThrow();
  await asOwner((owner) => owner`alter table worker_heartbeats_away rename to worker_heartbeats`);
  const [failed] = await sql<{ state: string; error: string }[]>`select state, error from cron_runs`;
  expect(failed?.state).toBe("failed");
  expect(failed?.error).toContain("Failed query");
  await runTask("sweep-dead-workers", at("10:15"));
  expect(await sql`select state, attempts, error from cron_runs`).toEqual([
    { state: "done", attempts: 2, error: null },
  ]);
});

test("on start each task's last missed tick is made up for, once: a day without collections is one", async () => {
  const clocks = [startScheduler(), startScheduler()];
  try {
    await expect
      .poll(async () => Number((await sql<{ count: bigint }[]>`select count(*) from cron_runs`)[0]?.count))
      .toBe(schedule.length);
    const runs = await sql<
      { task: string; window_start: Date }[]
    >`select task, window_start from cron_runs where task in ('collect-usage', 'settle-usage', 'ensure-partitions')`;
    expect(Object.fromEntries(runs.map((run) => [run.task, run.window_start]))).toEqual({
      "collect-usage": at("10:15"),
      "settle-usage": at("09:00"),
      "ensure-partitions": at("00:00"),
    });
    expect(await jobs("run_task")).toHaveLength(schedule.length);
  } finally {
    for (const clock of clocks) clock.stop();
  }
});

test("every task has a name of its own and comes round at least once a window", () => {
  expect(new Set(schedule.map((task) => task.name)).size).toBe(schedule.length);
  expect(schedule.every((task) => task.windowMs % MINUTE === 0)).toBe(true);
});
