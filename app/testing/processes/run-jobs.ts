import { Logger, runOnce, type TaskList } from "graphile-worker";
import { vi } from "vitest";
import { sql } from "~/db/pool.server";

/** Runs the jobs that are due, on the real queue, until none is. The library does not wait until a failure is written; this does. */
export async function runJobs(taskList: TaskList, concurrency = 2): Promise<void> {
  const connectionString = String(process.env["DATABASE_URL"]);
  await runOnce({ connectionString, logger: new Logger(() => () => undefined), concurrency, taskList });
  await noJobRuns();
}

/** Forgets the jobs that wait, and waits for those that workers are at: nothing of one test writes into the next. */
export async function emptyQueue(): Promise<void> {
  await sql`delete from graphile_worker._private_jobs where locked_at is null`;
  await noJobRuns();
  await sql`delete from graphile_worker._private_jobs`;
}

const noJobRuns = () =>
  vi.waitUntil(async () => (await sql`select 1 from graphile_worker.jobs where locked_at is not null`).length === 0, {
    timeout: 10_000,
    interval: 10,
  });
