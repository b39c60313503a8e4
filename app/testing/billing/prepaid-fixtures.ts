import { runJobs } from "~/testing/processes/run-jobs";
import { clock, freezeClock, HOUR, instant, later, SECOND } from "~/core/clock";
import type { ClusterId, EnvironmentId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { tick } from "~/cron/run-task.server";
import { taskList } from "~/cron/task-list.server";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { invalidatePriceBooks } from "~/domain/billing/prices/price-books.server";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import { watchCluster } from "~/domain/workloads/watch-cluster.server";
import { collectCluster } from "~/domain/metering/collection/collect-cluster.server";
import { owedWindow } from "~/domain/metering/collection/coverage";
import { stopUnpaid } from "~/domain/metering/credit-stop/stop-unpaid.server";
import { asOwner } from "~/testing/database/as-owner";
import type { HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import { aCollectedCluster, aMeteredMember, emptyMetering, type MeteredMember } from "./metering-fixtures";

/** At `at`, Alice has 5.00 and nothing runs: the first prices, a small size of 0.05 an hour and a large one of 0.48, one cluster. */
export async function preparePrepaid(
  hub: HubAtAnyTime,
  at: Date,
): Promise<{ clusterId: ClusterId; alice: MeteredMember }> {
  await emptyMetering();
  await sql`truncate price_books, prices cascade`;
  invalidatePriceBooks();
  await ensureFirstPriceBook();
  freezeClock(at);
  Object.assign(hub.control, { running: [], trouble: undefined, skewMs: 0 });
  await sql`insert into sizes (id, slug, name, cpu_milli, memory_mib, position) values
    ('size_small', 'small', 'Small', 1000, 2048, 1), ('size_large', 'large', 'Large', 8000, 32768, 2)`;
  const clusterId = await aCollectedCluster(hub.apiUrl);
  const alice = await aMeteredMember(clusterId, "alice");
  await sql`update workloads set desired = 'stopped', observed = 'stopped'`;
  return { clusterId, alice };
}

/** Time goes on by so much in steps of an hour at most, in each of which the portal does its work. */
export async function portalWorks(clusterId: ClusterId, milliseconds: number): Promise<void> {
  const until = later(clock.now(), milliseconds);
  while (clock.now() < until) {
    freezeClock(instant(Math.min(later(clock.now(), HOUR).getTime(), until.getTime())));
    await watchCluster(clusterId);
    await collectCluster(clusterId, owedWindow(clock.now()));
    await stopUnpaid();
    await runQueue();
  }
}

/** So much later the portal looks at the hub. */
export async function lookAfter(clusterId: ClusterId, milliseconds: number): Promise<void> {
  freezeClock(later(clock.now(), milliseconds));
  await watchCluster(clusterId);
  await runQueue();
}

export const viewerOf = ({ userId, username }: MeteredMember) => ({
  userId,
  email: username,
  name: "Alice",
  isAdmin: false,
});

/** A member starts their notebook as members do; it is ready ten seconds later. */
export async function memberStarts(
  clusterId: ClusterId,
  member: MeteredMember,
  size: "small" | "large",
): Promise<void> {
  await startEnvironment(viewerOf(member), { size: `size_${size}` });
  await runQueue();
  await lookAfter(clusterId, 10 * SECOND);
}

/** A server begins on the hub's own pages and is ready: the hub notes it on its own clock, the portal hears of it when it looks. */
export function serverBegins(hub: HubAtAnyTime, member: MeteredMember, size: string, serverName = ""): void {
  const started = later(clock.now(), hub.control.skewMs);
  hub.control.running.push({ username: member.username, serverName, started, profile: size });
}

/** Ticks these tasks of the schedule, one after another, and runs every job that is due by the test's clock, on the real queue. */
export async function runScheduled(...tasks: string[]): Promise<void> {
  for (const task of tasks) {
    await tick(task, clock.now());
    await runQueue();
  }
}

/** Runs every job that is due by the test's clock, also one that a crash put off, and those that follow from them at once. */
export async function runQueue(): Promise<void> {
  const due = sql`run_at <= greatest(now(), ${clock.now()}) or last_error is not null`;
  for (let rounds = 0; rounds < 5; rounds++) {
    const { count } = await sql`update graphile_worker._private_jobs set run_at = now(), attempts = 0 where ${due}`;
    if (count === 0) return;
    await runJobs(taskList);
  }
}

export type RunKept = {
  environmentId: EnvironmentId;
  cpuMilli: number;
  memoryMib: number;
  gpus: number;
  readyAt: Date;
  endedAt: Date | null;
  endReason: string | null;
};

/** Every run that became ready, oldest first. */
export async function runsKept(clusterId: ClusterId): Promise<RunKept[]> {
  return sql<RunKept[]>`
    select r.workload_id as "environmentId", r.cpu_milli as "cpuMilli", r.memory_mib as "memoryMib", r.gpus,
      r.ready_at as "readyAt", r.ended_at as "endedAt", r.end_reason as "endReason"
    from workload_runs r join workloads e on e.id = r.workload_id
    where e.cluster_id = ${clusterId} and r.ready_at is not null order by r.ready_at, r.id`;
}

/** Whether somebody waits for a row that another transaction has locked. */
export const waitsForLock = async () =>
  asOwner(
    async (owner) =>
      (await owner`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)
        .length > 0,
  );
