import { env } from "~/core/env.server";
import { log } from "~/core/log.server";
import { poolSizes, sql } from "./pool.server";

/** What follows news, and the job library's own pool. */
const LISTENING = 1;
const WORKING = 10;

/** Connections that this replica opens at most, all of its pools together. */
export function connectionsNeeded(): number {
  const pools = Object.values(poolSizes()).reduce((sum, size) => sum + size, 0);
  return pools + LISTENING + (env().WORKERS > 0 ? WORKING : 0);
}

/** Compares what this replica may open with what PostgreSQL still grants: one line, with the numbers, when it is too little. */
export async function warnOfFewConnections(): Promise<void> {
  const needed = connectionsNeeded();
  const { allowed, used } = await connectionsGranted();
  if (needed + used <= allowed) return;
  log.warn(
    { needed, used, allowed },
    "PostgreSQL grants fewer connections than the replicas may need: raise its max_connections, or lower DATABASE_POOL",
  );
}

/** `allowed`: for logins like this one on the whole server, or on this database or login where these have a limit; `used`: by others. */
async function connectionsGranted(): Promise<{ allowed: number; used: number }> {
  const [row] = await sql<[{ allowed: number; used: number }]>`
    select least(
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
          - coalesce(current_setting('reserved_connections', true)::int, 0),
        (select nullif(datconnlimit, -1) from pg_database where datname = current_database()),
        (select nullif(rolconnlimit, -1) from pg_roles where rolname = session_user)
      ) as allowed,
      (select sum(numbackends)::int - 1 from pg_stat_database) as used`;
  return row;
}
