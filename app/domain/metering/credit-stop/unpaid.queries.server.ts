import { billingAccounts, ledgerBalances } from "@schema/billing";
import { sql as raw, type SQL } from "drizzle-orm";
import { instant } from "~/core/clock";
import type { EnvironmentId, UserId } from "~/core/id";
import { ZERO, nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { availableNano, creditsAccount } from "~/domain/billing/ledger/accounts.queries.server";
import type { MeteredSize } from "~/domain/billing/prices/meter";
import type { RunningAccount } from "./unpaid";

/** Of whom something runs, with all that runs of theirs, a page at a time in the order of their ids. */
export function runningAccounts(db: Db, after: string, limit: number): Promise<RunningAccount[]> {
  return accountsOf(
    db,
    raw`select distinct owner_id from workloads where state = 'running' and owner_id > ${after} order by owner_id limit ${limit}`,
  );
}

/** The same of one member, of whom nothing may run. */
export async function runningAccountOf(db: Db, ownerId: UserId): Promise<RunningAccount> {
  const [account] = await accountsOf(db, raw`select ${ownerId}::text as owner_id`);
  return account ?? { ownerId, available: ZERO, environments: [], ended: [] };
}

type RunRow = { cpu_milli: number; memory_mib: number; gpus: number; uncollected_from: string };

type Row = {
  owner_id: UserId;
  available: string | null;
  environments: (RunRow & { id: EnvironmentId; last_seen_at: string })[];
  ended: (RunRow & { ended_at: string })[];
};

const uncollectedOf = (row: RunRow): MeteredSize & { uncollectedFrom: Date } => ({
  cpuMilli: row.cpu_milli,
  memoryMib: row.memory_mib,
  gpus: row.gpus,
  uncollectedFrom: instant(row.uncollected_from),
});

/** Up to where a run was collected, or when it became ready. */
const uncollectedFrom = raw`greatest(run.ready_at, (
  select max(s.last_seen_at) from metered_segments s where s.cluster_id = e.cluster_id and s.source_uid = run.backend_run_id))`;

/** When the last complete list of the environment's cluster began: what had ended by then was collected with it. */
const lastList = raw`coalesce(
  (select max(c.started_at) from collector_runs c where c.cluster_id = e.cluster_id and c.state = 'done'), '-infinity')`;

/**
 * One statement, so that the credit and what was collected of a run are of the same instant: read apart, a collection in between counts
 * twice. A segment belongs to a run by the backend's own name for it; no clock is compared with another.
 */
async function accountsOf(db: Db, owners: SQL): Promise<RunningAccount[]> {
  const rows = await db.execute<Row>(raw`
    with owners as (${owners})
    select owners.owner_id, running.environments, uncollected.ended, (
      select ${availableNano}::text from ${billingAccounts} left join ${ledgerBalances} on ${ledgerBalances.ledgerAccount} = ${creditsAccount}
      where ${billingAccounts.userId} = owners.owner_id) as available
    from owners cross join lateral (
      select coalesce(json_agg(json_build_object(
        'id', e.id, 'cpu_milli', run.cpu_milli, 'memory_mib', run.memory_mib, 'gpus', run.gpus,
        'last_seen_at', greatest(run.ready_at, run.last_seen_at),
        'uncollected_from', ${uncollectedFrom})), '[]') as environments
      from workloads e join workload_runs run on run.workload_id = e.id and run.ended_at is null
      where e.owner_id = owners.owner_id and e.state = 'running' and run.ready_at is not null) running
    cross join lateral (
      select coalesce(json_agg(json_build_object(
        'cpu_milli', run.cpu_milli, 'memory_mib', run.memory_mib, 'gpus', run.gpus,
        'ended_at', run.ended_at, 'uncollected_from', ${uncollectedFrom})), '[]') as ended
      from workloads e cross join lateral (select ${lastList} as at) list
      join workload_runs run on run.workload_id = e.id and run.ended_at > list.at
      where e.owner_id = owners.owner_id and run.ready_at is not null) uncollected
    order by owners.owner_id`);
  return rows.map(({ owner_id: ownerId, available, environments, ended }) => ({
    ownerId,
    available: nano(BigInt(available ?? 0)),
    environments: environments.map((row) => ({
      id: row.id,
      ...uncollectedOf(row),
      lastSeenAt: instant(row.last_seen_at),
    })),
    ended: ended.map((row) => ({ ...uncollectedOf(row), endedAt: instant(row.ended_at) })),
  }));
}
