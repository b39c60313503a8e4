import { sql as raw } from "drizzle-orm";
import { newId, type ClusterId, type WorkloadId } from "~/core/id";
import type { RunningWorkload } from "~/core/workload-backend";
import { db, sql, type Db } from "~/db/pool.server";

const rowsOf = (listed: readonly RunningWorkload[]) =>
  listed.map(({ owner, name, runId, size }) => ({ owner, name, run_id: runId, size: size ?? null }));

/**
 * What the portal knows of one line of a list: looked up by its keys, line by line. As a join, a planner whose statistics are old would
 * compare each line with every workload of the cluster.
 */
const workloadOf = (clusterId: ClusterId) => raw`
    cross join lateral (
      select a.user_id from assignments a where a.cluster_id = ${clusterId} and a.hub_username = seen.owner limit 1) a
    cross join lateral (
      select w.id from workloads w
      where w.cluster_id = ${clusterId} and w.owner_id = a.user_id and w.backend_name = seen.name limit 1) w`;

const openRun = raw`
    lateral (select r.id, r.backend_run_id from workload_runs r where r.workload_id = w.id and r.ended_at is null limit 1) open_run`;

/**
 * A complete list of the cluster, asked for at `seenAt` on the portal's clock, showed these: their open runs are alive. Another run than
 * the open one says nothing of this one. Returns how many were known.
 */
export async function markSeen(
  db: Db,
  clusterId: ClusterId,
  listed: readonly RunningWorkload[],
  seenAt: Date,
): Promise<number> {
  const marked = await db.execute(raw`
    update workload_runs run set last_seen_at = greatest(run.last_seen_at, ${seenAt.toISOString()}::timestamptz)
    from (
      select open_run.id, seen.run_id
      from json_to_recordset(${JSON.stringify(rowsOf(listed))}::json) as seen(owner text, name text, run_id text)
      ${workloadOf(clusterId)} cross join ${openRun} offset 0) known
    where run.id = known.id and run.ended_at is null and coalesce(run.backend_run_id, known.run_id) = known.run_id`);
  return marked.count;
}

/** A member may start something on the cluster's own pages: the portal gets to know it as a workload (stopped, until it is looked at). */
export async function insertDiscovered(
  clusterId: ClusterId,
  listed: readonly RunningWorkload[],
  now: Date,
): Promise<void> {
  const rows = rowsOf(listed).map((row) => ({ ...row, id: newId("env") }));
  await sql`
    insert into workloads (id, owner_id, cluster_id, backend, backend_name, name, size_id, desired, desired_at, observed, observed_at, created_at)
    select seen.id, a.user_id, a.cluster_id, 'jupyterhub', seen.name, coalesce(nullif(seen.name, ''), 'Notebook'),
      coalesce((select s.id from sizes s where s.slug = seen.size), (select s.id from sizes s order by s.position limit 1)),
      'stopped', ${now}, 'stopped', ${now}, ${now}
    from jsonb_to_recordset(${sql.json(rows)}) as seen(id text, owner text, name text, size text)
    join assignments a on a.cluster_id = ${clusterId} and a.hub_username = seen.owner
    on conflict do nothing`;
}

/**
 * The workloads that differ from a complete list, or whose start or stop takes longer than a job would leave them alone. `seenAt` is when
 * the list was asked for: what changed later is not judged by it. One that runs as another run than the open one differs too: it was
 * restarted behind the portal's back. What could not be confirmed to be stopped while the cluster was away is looked at again.
 * Those whose owner has no place there any more are nobody's to look at.
 */
export async function workloadsToReconcile(
  clusterId: ClusterId,
  listed: readonly RunningWorkload[],
  seenAt: Date,
): Promise<WorkloadId[]> {
  const askedAt = raw`${seenAt.toISOString()}::timestamptz`;
  const overdue = raw`w.state_changed_at < ${askedAt} - interval '1 minute'`;
  const rows = await db.execute<{ id: WorkloadId }>(raw`
    with listed as materialized (
      select w.id, bool_or(coalesce(open_run.backend_run_id, seen.run_id) = seen.run_id) as is_known
      from json_to_recordset(${JSON.stringify(rowsOf(listed))}::json) as seen(owner text, name text, run_id text)
      ${workloadOf(clusterId)} left join ${openRun} on true
      group by w.id)
    select w.id from workloads w left join listed on listed.id = w.id
    where w.cluster_id = ${clusterId} and w.state_changed_at < ${askedAt}
      and exists (select from assignments a where a.user_id = w.owner_id and a.cluster_id = w.cluster_id)
      and case
        when w.desired = 'running' and w.observed = 'running' then listed.is_known is not true
        when w.desired = 'running' then ${overdue}
        when w.observed <> 'stopped' then ${overdue}
        else listed.id is not null end`);
  return rows.map((row) => row.id);
}
