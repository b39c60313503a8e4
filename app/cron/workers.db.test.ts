import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { ClusterId } from "~/core/id";
import { metrics } from "~/core/metrics.server";
import { addJob } from "~/db/jobs.server";
import { db, sql } from "~/db/pool.server";
import { env } from "~/core/env.server";
import { asOwner } from "~/testing/database/as-owner";
import { answeredFor } from "~/testing/answered-for";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import { aCollectedCluster, emptyMetering } from "~/testing/billing/metering-fixtures";
import { owedWindow } from "~/domain/metering/collection/coverage";
import { clock, later, MINUTE, SECOND } from "~/core/clock";
import { sweepDeadWorkers } from "./heartbeats.queries.server";
import { tick } from "./run-task.server";
import { startWorkers } from "./workers.server";

let hub: HubAtAnyTime;
let clusterId: ClusterId;
const toEnd: ChildProcess[] = [];

beforeAll(async () => {
  hub = await startHubAtAnyTime();
});

beforeEach(async () => {
  await emptyMetering();
  hub.control.trouble = undefined;
  hub.control.calls = 0;
  clusterId = await aCollectedCluster(hub.apiUrl);
});

afterEach(() => {
  for (const child of toEnd.splice(0)) child.kill("SIGKILL");
});

afterAll(() => hub.stop());

const jobsLeft = async () =>
  Number((await sql<{ count: bigint }[]>`select count(*) from graphile_worker._private_jobs`)[0]?.count);
const stateOfRun = async () => (await sql<{ state: string }[]>`select state from collector_runs`)[0]?.state;
const collectJob = () => addJob(db, "collect_cluster", { clusterId, window: owedWindow(clock.now()).toISOString() });
const waiting = { timeout: 15_000, interval: 100 };

test("a tick of the clock becomes work that is done, counted and recorded", async () => {
  const workers = await startWorkers();
  try {
    await tick("collect-usage", clock.now());
    await expect.poll(stateOfRun, waiting).toBe("done");
    await expect.poll(jobsLeft, waiting).toBe(0);
    expect(await metrics.getSingleMetricAsString("atrium_job_runs_total")).toContain(
      'task="collect_cluster",outcome="done"',
    );
    expect(await sql`select count(*)::int as count from worker_heartbeats`).toEqual([{ count: 1 }]);
  } finally {
    await workers.stop();
  }
  expect(await sql`select count(*)::int as count from worker_heartbeats`).toEqual([{ count: 0 }]);
});

test("the job of a worker that was killed is taken over by another", async () => {
  hub.control.trouble = "silent";
  const child = await aWorkerProcess();
  await collectJob();
  await expect.poll(() => hub.control.calls, waiting).toBeGreaterThan(0);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await sql`select locked_by is not null as locked from graphile_worker._private_jobs`).toEqual([
    { locked: true },
  ]);

  hub.control.trouble = undefined;
  expect(await sweepDeadWorkers(db)).toBe(0);
  await tenSecondsPass();
  const workers = await startWorkers();
  try {
    await expect.poll(jobsLeft, waiting).toBe(0);
    expect(await stateOfRun()).toBe("done");
  } finally {
    await workers.stop();
  }
}, 60_000);

test("what a killed worker had begun for the last time is begun once more; what was asked for anew meanwhile is done once", async () => {
  hub.control.trouble = "silent";
  const child = await aWorkerProcess();
  const window = owedWindow(clock.now()).toISOString();
  await addJob(db, "collect_cluster", { clusterId, window }, { key: "last", maxAttempts: 1 });
  await addJob(db, "collect_cluster", { clusterId, window }, { key: "anew" });
  const locked = () => sql`select 1 from graphile_worker.jobs where locked_by is not null`.then(({ length }) => length);
  await expect.poll(locked, waiting).toBe(2);
  await addJob(db, "collect_cluster", { clusterId, window }, { key: "anew", runAt: later(clock.now(), MINUTE) });
  expect(await sweepDeadWorkers(db, 0), "it lives").toBe(0);
  child.kill("SIGKILL");
  await once(child, "exit");
  await expect.poll(() => sweepDeadWorkers(db, 0), waiting).toBe(1);
  expect(await sql`select key, attempts, max_attempts, locked_by from graphile_worker.jobs order by key`).toEqual([
    { key: "anew", attempts: 0, max_attempts: 25, locked_by: null },
    { key: "last", attempts: 1, max_attempts: 2, locked_by: null },
  ]);
}, 60_000);

test("stopping lets a running job finish, takes no new one, and holds none", async () => {
  const workers = await startWorkers();
  hub.control.delayMs = 1500;
  await collectJob();
  await expect.poll(() => hub.control.calls, waiting).toBeGreaterThan(0);
  const stopped = workers.stop();
  // One may have been reached for at that moment by each worker but the one that is busy.
  for (let worker = 0; worker < env().WORKERS; worker++) await addJob(db, "watch_cluster", { clusterId });
  await stopped;
  hub.control.delayMs = 0;
  expect(await stateOfRun()).toBe("done");
  const left = await sql<
    { task: string; locked: boolean }[]
  >`select task_identifier as task, locked_by is not null as locked from graphile_worker.jobs`;
  expect(left.map((job) => job.task)).toContain("watch_cluster");
  expect(left.every((job) => !job.locked)).toBe(true);
}, 30_000);

test("a collection that failed is tried again by itself", async () => {
  hub.control.trouble = "half";
  hub.control.running = [{ username: "x@example.org", started: clock.now() }];
  const workers = await startWorkers();
  try {
    await collectJob();
    await expect.poll(stateOfRun, waiting).toBe("failed");
    hub.control.trouble = undefined;
    await expect.poll(stateOfRun, waiting).toBe("done");
  } finally {
    await workers.stop();
  }
}, 30_000);

test("a hub that never answers delays no other cluster's collection", async () => {
  const other = await startHubAtAnyTime();
  const otherId = await aCollectedCluster(other.apiUrl);
  hub.control.trouble = "silent";
  const stateOf = async (id: ClusterId) =>
    (await sql<{ state: string }[]>`select state from collector_runs where cluster_id = ${id}`)[0]?.state;
  const workers = await startWorkers();
  try {
    await tick("watch-clusters", clock.now());
    await tick("collect-usage", clock.now());
    await expect.poll(() => stateOf(otherId), waiting).toBe("done");
    expect(await stateOf(clusterId)).toBe("running");
  } finally {
    hub.control.trouble = "proxy";
    hub.hangUp();
    await workers.stop();
    await other.stop();
  }
}, 60_000);

test("workers go on after the database cut their connections", async () => {
  const workers = await startWorkers();
  try {
    // In a select list, which is worked out last: as a condition it would be tried on every connection of the server.
    const cut = await asOwner(
      (owner) => owner<{ pid: number }[]>`
        select pid, pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name <> 'atrium'`,
    );
    const pids = cut.map(({ pid }) => pid);
    const left = () => sql`select 1 from pg_stat_activity where pid = any(${pids})`.then((rows) => rows.length);
    await expect.poll(left, waiting).toBe(0);
    await collectJob();
    await expect.poll(stateOfRun, waiting).toBe("done");
    await expect.poll(jobsLeft, waiting).toBe(0);
  } finally {
    await workers.stop();
  }
}, 30_000);

/** As far as anybody can tell who reads when processes were last seen. */
async function tenSecondsPass(): Promise<void> {
  await sql`update instances set seen_at = seen_at - interval '10 seconds'`;
  await answeredFor(11 * SECOND);
}

async function aWorkerProcess(): Promise<ChildProcess> {
  const child = fork("app/testing/processes/worker-process.ts", {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  toEnd.push(child);
  await once(child, "message");
  return child;
}
