import { sql as raw } from "drizzle-orm";
import { newId, type ClusterId, type EnvironmentId } from "~/core/id";
import { sql, type Db } from "~/db/pool.server";
import type { ActiveHubServer } from "~/integrations/jupyterhub/hub";

const rowsOf = (servers: readonly ActiveHubServer[]) =>
  servers.map((server) => ({
    username: server.username,
    server_name: server.serverName,
    started_at: server.startedAt.toISOString(),
    profile: server.profile ?? null,
  }));

/**
 * A complete list of the hub, asked for at `seenAt` on the portal's clock, showed these servers: their open runs are alive. A server that
 * began at another time than the run is another run, and says nothing of this one. Returns how many were known.
 */
export async function markSeen(
  db: Db,
  clusterId: ClusterId,
  servers: readonly ActiveHubServer[],
  seenAt: Date,
): Promise<number> {
  const marked = await db.execute(raw`
    update environment_runs run set last_seen_at = greatest(run.last_seen_at, ${seenAt.toISOString()}::timestamptz)
    from json_to_recordset(${JSON.stringify(rowsOf(servers))}::json) as seen(username text, server_name text, started_at timestamptz)
    join assignments a on a.cluster_id = ${clusterId} and a.hub_username = seen.username
    join environments e on e.cluster_id = a.cluster_id and e.owner_id = a.user_id and e.server_name = seen.server_name
    where run.environment_id = e.id and run.ended_at is null and coalesce(run.started_at, seen.started_at) = seen.started_at`);
  return marked.count;
}

/** A member may start a server on the hub's own pages: the portal gets to know it as an environment (down, until it is looked at). */
export async function adoptUnknownServers(
  clusterId: ClusterId,
  servers: readonly ActiveHubServer[],
  now: Date,
): Promise<void> {
  const rows = rowsOf(servers).map((row) => ({ ...row, id: newId("env") }));
  await sql`
    insert into environments (id, owner_id, cluster_id, backend, server_name, name, size_id, state, state_changed_at, created_at)
    select seen.id, a.user_id, a.cluster_id, 'jupyterhub', seen.server_name, 'Notebook',
      coalesce((select s.id from sizes s where s.slug = seen.profile), (select s.id from sizes s order by s.position limit 1)),
      'stopped', ${now}, ${now}
    from jsonb_to_recordset(${sql.json(rows)}) as seen(id text, username text, server_name text, profile text)
    join assignments a on a.cluster_id = ${clusterId} and a.hub_username = seen.username
    on conflict do nothing`;
}

/**
 * The environments whose record and complete list disagree, or that are on their way for longer than a job would leave them alone.
 * `seenAt` is when the list was asked for: what changed later is not judged by it. A running server that began at another time than the
 * open run differs too: it was restarted behind the portal's back.
 */
export async function environmentsToReconcile(
  clusterId: ClusterId,
  servers: readonly ActiveHubServer[],
  seenAt: Date,
): Promise<EnvironmentId[]> {
  const rows = await sql<{ id: EnvironmentId }[]>`
    with seen as (
      select e.id, s.started_at
      from jsonb_to_recordset(${sql.json(rowsOf(servers))}) as s(username text, server_name text, started_at timestamptz)
      join assignments a on a.cluster_id = ${clusterId} and a.hub_username = s.username
      join environments e on e.cluster_id = a.cluster_id and e.owner_id = a.user_id and e.server_name = s.server_name)
    select e.id from environments e
    where e.cluster_id = ${clusterId} and e.state_changed_at < ${seenAt}
      and case e.state
        when 'running' then not exists (
          select from seen left join environment_runs run on run.environment_id = seen.id and run.ended_at is null
          where seen.id = e.id and coalesce(run.started_at, seen.started_at) = seen.started_at)
        when 'creating' then e.state_changed_at < ${seenAt}::timestamptz - interval '1 minute'
        when 'stopping' then e.state_changed_at < ${seenAt}::timestamptz - interval '1 minute'
        else e.id in (select id from seen) end`;
  return rows.map((row) => row.id);
}
