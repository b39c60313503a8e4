import { activity, outbox } from "../../../drizzle/schema/activity";
import { workloadEvents, workloadRuns, workloads } from "../../../drizzle/schema/workloads";
import type { ClusterId, EnvironmentId, UserId } from "../../../app/core/id";
import { db, sql } from "../../../app/db/pool.server";
import { runIdOf } from "../../../app/integrations/jupyterhub/backend.server";
import type { Action } from "../../../app/domain/activity/action";
import type { SizeSlug } from "./habits";

export type SizeRow = { id: string; slug: SizeSlug; cpuMilli: number; memoryMib: number; gpus: number };

export async function sizesBySlug(): Promise<Map<SizeSlug, SizeRow>> {
  const rows = await sql<
    SizeRow[]
  >`select id, slug, cpu_milli as "cpuMilli", memory_mib as "memoryMib", gpus from sizes`;
  return new Map(rows.map((row) => [row.slug, row]));
}

export type NotebookRow = typeof workloads.$inferInsert;
export type RunRow = typeof workloadRuns.$inferInsert & { workloadId: EnvironmentId };
export type EventRow = typeof workloadEvents.$inferInsert;
export type Line = typeof activity.$inferInsert & { subjectId: UserId; action: Action };

/** Notebooks that were never started yet. */
export async function insertNotebooks(rows: readonly NotebookRow[]): Promise<void> {
  if (rows.length > 0) await db.insert(workloads).values([...rows]);
}

/** Runs with what happened in them. The notebooks are then as the newest event of each says, at the size of their newest run. */
export async function insertRuns(runs: readonly RunRow[], events: readonly EventRow[]): Promise<void> {
  if (runs.length === 0) return;
  const ids = [...new Set(runs.map((run) => run.workloadId))];
  const owners = await ownersOf(ids);
  const named = runs.map(({ startedAt, ...run }) => ({
    ...run,
    startedAt,
    backendRunId: startedAt ? runIdOf(owners.get(run.workloadId) ?? "", "", startedAt) : null,
  }));
  await db.insert(workloadRuns).values(named);
  await db.insert(workloadEvents).values([...events]);
  await sql`
    update workloads w set desired = case when last.state in ('creating', 'running') then 'running' else 'stopped' end,
      has_failed = last.state = 'failed', observed = case last.state when 'running' then 'running' else 'stopped' end,
      desired_reason = last.reason, observed_reason = case last.state when 'running' then last.reason end,
      reason_params = last.reason_params, desired_at = last.at, observed_at = last.at, size_id = run.size_id, path = null
    from (select distinct on (workload_id) * from workload_events where workload_id in ${sql(ids)} order by workload_id, id desc) last,
      (select distinct on (r.workload_id) r.workload_id, s.id as size_id from workload_runs r
        join sizes s on (s.cpu_milli, s.memory_mib, s.gpus) = (r.cpu_milli, r.memory_mib, r.gpus)
        where r.workload_id in ${sql(ids)} order by r.workload_id, r.requested_at desc) run
    where w.id = last.workload_id and w.id = run.workload_id`;
}

/** The hub's names of whose these are. */
async function ownersOf(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; owner: string }[]>`
    select w.id, a.hub_username as owner from workloads w join assignments a on a.user_id = w.owner_id where w.id in ${sql([...ids])}`;
  return new Map(rows.map(({ id, owner }) => [id, owner]));
}

/** Where the servers of these running notebooks are. */
export async function setServerPaths(paths: ReadonlyMap<EnvironmentId, string>): Promise<void> {
  for (const [id, path] of paths) await sql`update workloads set path = ${path} where id = ${id}`;
}

/** Facts as `recordActivity` writes them, many at once: lines of the activity log, in the outbox as well. */
export async function insertFacts(lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return;
  const ids = await db
    .insert(activity)
    .values([...lines])
    .returning({ activityId: activity.id });
  await db.insert(outbox).values(ids);
}

/** Where these members were placed. */
export async function clustersOf(userIds: readonly UserId[]): Promise<Map<UserId, ClusterId>> {
  const rows = await sql<{ userId: UserId; clusterId: ClusterId }[]>`
    select a.user_id as "userId", a.cluster_id as "clusterId" from assignments a join placements p on p.user_id = a.user_id
    where p.state = 'placed' and a.user_id in ${sql([...userIds])}`;
  return new Map(rows.map((row) => [row.userId, row.clusterId]));
}

/** The members whom a job was to place and who have no place yet, oldest first. */
export async function placementsBegun(): Promise<UserId[]> {
  const rows = await sql<
    { id: UserId }[]
  >`select user_id as id from placements where state = 'placing' order by requested_at, user_id`;
  return rows.map(({ id }) => id);
}

/** Has the job that places the member try again at `at`, as one that failed some times would. */
export async function putOffPlacement(userId: UserId, at: Date): Promise<void> {
  await sql`
    select graphile_worker.reschedule_jobs(array[id], run_at := ${at}::timestamptz) from graphile_worker.jobs where key = ${`place:${userId}`}`;
}

/**
 * One collection makes up for all windows before it; what it cannot know is that each was collected on time. Says so of the windows in
 * [from, until), with how many servers each list would have shown.
 */
export async function markCollectedOnTime(clusterId: ClusterId, from: Date, until: Date): Promise<void> {
  await sql`
    with seen as (
      select listed - interval '15 minutes' as window_start, count(*)::int as servers
      from workload_runs r join workloads e on e.id = r.workload_id and e.cluster_id = ${clusterId}
      cross join lateral generate_series(date_bin('15 minutes', r.started_at, '2020-01-01T00:00Z') + interval '15 minutes',
        coalesce(r.ended_at, ${until}), interval '15 minutes') listed
      where r.started_at < ${until} and (r.ended_at > ${from} or r.ended_at is null)
      group by 1)
    update collector_runs c set state = 'done', attempts = 1, failure_code = null, unattributed = 0, seen = coalesce(seen.servers, 0),
      started_at = c.window_start + interval '15 minutes 2 seconds', finished_at = c.window_start + interval '15 minutes 3 seconds'
    from collector_runs owed left join seen on seen.window_start = owed.window_start
    where owed.cluster_id = c.cluster_id and owed.window_start = c.window_start
      and c.cluster_id = ${clusterId} and c.window_start >= ${from} and c.window_start < ${until}`;
}

/** The deliveries that wait for their first or next attempt, oldest first. */
export async function waitingDeliveries(): Promise<{ id: `delivery_${string}`; createdAt: Date }[]> {
  return sql`
    select d.id, d.created_at as "createdAt" from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
    where d.state = 'waiting' and e.disabled_at is null and e.deleted_at is null order by d.id`;
}

/** Jobs whose work the seed has done itself: placements that are over and deliveries that arrived or were given up. */
export async function removeDoneJobs(): Promise<void> {
  await sql`
    select graphile_worker.remove_job(j.key) from graphile_worker.jobs j where
      exists (select from placements p where j.key = 'place:' || p.user_id and p.state in ('placed', 'failed'))
      or exists (select from webhook_deliveries d where j.key = 'deliver:' || d.id and d.state <> 'waiting')`;
}

export type SeedCounts = { members: number; runs: number; purchases: number; lines: number };

/** What there is, for who started the demo. */
export async function countSeed(): Promise<SeedCounts> {
  const [counts] = await sql<SeedCounts[]>`
    select (select count(*)::int from users) as members, (select count(*)::int from workload_runs) as runs,
      (select count(*)::int from credit_purchases where state = 'paid') as purchases, (select count(*)::int from activity) as lines`;
  if (!counts) throw new Error("the database counts nothing");
  return counts;
}
