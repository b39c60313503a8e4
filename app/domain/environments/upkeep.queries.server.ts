import { newId, type ClusterId, type EnvironmentId } from "~/core/id";
import { sql } from "~/db/pool.server";
import type { ActiveHubServer } from "~/integrations/jupyterhub/hub";

const rowsOf = (servers: readonly ActiveHubServer[]) =>
  servers.map((server) => ({
    username: server.username,
    server_name: server.serverName,
    profile: server.profile ?? null,
  }));

/** A complete list of the hub showed these servers: their open runs are alive. Returns how many were known. */
export async function markSeen(
  clusterId: ClusterId,
  servers: readonly ActiveHubServer[],
  seenAt: Date,
): Promise<number> {
  const marked = await sql`
    update environment_runs run set last_seen_at = greatest(run.last_seen_at, ${seenAt})
    from jsonb_to_recordset(${sql.json(rowsOf(servers))}) as seen(username text, server_name text)
    join assignments a on a.cluster_id = ${clusterId} and a.hub_username = seen.username
    join environments e on e.cluster_id = a.cluster_id and e.owner_id = a.user_id and e.server_name = seen.server_name
    where run.environment_id = e.id and run.ended_at is null`;
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
 * `seenAt` is when the list began: what changed later is not judged by it.
 */
export async function environmentsToReconcile(
  clusterId: ClusterId,
  servers: readonly ActiveHubServer[],
  seenAt: Date,
): Promise<EnvironmentId[]> {
  const rows = await sql<{ id: EnvironmentId }[]>`
    with seen as (
      select e.id
      from jsonb_to_recordset(${sql.json(rowsOf(servers))}) as s(username text, server_name text)
      join assignments a on a.cluster_id = ${clusterId} and a.hub_username = s.username
      join environments e on e.cluster_id = a.cluster_id and e.owner_id = a.user_id and e.server_name = s.server_name)
    select e.id from environments e
    where e.cluster_id = ${clusterId} and e.state_changed_at < ${seenAt}
      and case e.state
        when 'running' then e.id not in (select id from seen)
        when 'creating' then e.state_changed_at < ${seenAt}::timestamptz - interval '1 minute'
        when 'stopping' then e.state_changed_at < ${seenAt}::timestamptz - interval '1 minute'
        else e.id in (select id from seen) end`;
  return rows.map((row) => row.id);
}
