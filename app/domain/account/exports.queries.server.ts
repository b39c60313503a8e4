import type { UserId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { fromStored } from "~/domain/billing/prices/quantities";
import { columnsOfQuantities } from "./export-columns";
import type { ExportTable } from "./export-table";

/** One row as it is exported. `cursor` is where the next batch goes on, and is not part of what the member gets. */
export type ExportedRow = Record<string, unknown> & { cursor: string };

type Batch = (userId: UserId, after: string, limit: number) => Promise<ExportedRow[]>;

/**
 * Reads the next rows of a table that belong to the member, in the order of its key. The columns are named one by one: what is secret
 * (hashes of sessions and keys, sealed secrets) is never read.
 */
export const batchOf: Record<ExportTable, Batch> = {
  profile: (userId, after, limit) => sql`
    select id as cursor, id, email, name, is_admin as "isAdmin", tier, language, theme, time_zone as "timeZone",
      created_at as "createdAt", last_seen_at as "lastSeenAt", suspended_at as "suspendedAt",
      suspended_reason as "suspendedReason", deletion_at as "deletionAt"
    from users where id = ${userId} and id > ${after} order by id limit ${limit}`,

  identities: (userId, after, limit) => sql`
    select issuer || ' ' || subject as cursor, issuer, subject, email, created_at as "linkedAt", last_used_at as "lastUsedAt"
    from identities where user_id = ${userId} and issuer || ' ' || subject > ${after} order by 1 limit ${limit}`,

  sessions: (userId, after, limit) => sql`
    select id as cursor, id, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt",
      ended_at as "endedAt", user_agent as "userAgent", address
    from sessions where user_id = ${userId} and id > ${after} order by id limit ${limit}`,

  placement: (userId, after, limit) => sql`
    select p.user_id as cursor, p.state, p.requested_at as "requestedAt", p.finished_at as "finishedAt", c.name as cluster,
      a.hub_username as "hubUsername", a.hopsworks_username as "hopsworksUsername",
      a.hopsworks_project as "hopsworksProject", a.assigned_at as "assignedAt"
    from placements p left join assignments a on a.user_id = p.user_id left join clusters c on c.id = a.cluster_id
    where p.user_id = ${userId} and p.user_id > ${after} order by 1 limit ${limit}`,

  environments: (userId, after, limit) => sql`
    select e.id as cursor, e.id, e.name, e.state, e.reason, c.name as cluster, s.name as size,
      e.state_changed_at as "stateChangedAt", e.created_at as "createdAt"
    from workloads e join clusters c on c.id = e.cluster_id join sizes s on s.id = e.size_id
    where e.owner_id = ${userId} and e.id > ${after} order by e.id limit ${limit}`,

  runs: (userId, after, limit) => sql`
    select r.id as cursor, r.id, r.workload_id as "environmentId", r.cpu_milli as "cpuMilli",
      r.memory_mib as "memoryMib", r.gpus, r.requested_at as "requestedAt", r.started_at as "startedAt",
      r.ready_at as "readyAt", r.ended_at as "endedAt", r.end_reason as "endReason"
    from workload_runs r join workloads e on e.id = r.workload_id
    where e.owner_id = ${userId} and r.id > ${after} order by r.id limit ${limit}`,

  usage: async (userId, after, limit) => {
    const rows = await sql<(ExportedRow & { quantities: bigint[]; runningHours: string })[]>`
    select d.day || ' ' || d.environment_id || ' ' || d.price_book_id as cursor, to_char(d.day, 'YYYY-MM-DD') as day,
      nullif(d.environment_id, '') as "environmentId", b.version as "priceBook",
      d.quantities,
      trim_scale(round(d.running_ms / 3.6e6, 6))::text as "runningHours"
    from usage_days d join price_books b on b.id = d.price_book_id
    where d.user_id = ${userId} and (d.running_ms > 0 or d.quantities <> '{}')
      and (${after} = '' or (d.day, d.environment_id, d.price_book_id) >
        (nullif(split_part(${after}, ' ', 1), '')::date, split_part(${after}, ' ', 2), split_part(${after}, ' ', 3)))
    order by d.day, d.environment_id, d.price_book_id limit ${limit}`;
    return rows.map(({ quantities, runningHours, ...row }) => ({
      ...row,
      ...columnsOfQuantities(fromStored(quantities)),
      runningHours,
    }));
  },

  statement: (userId, after, limit) => sql`
    select e.id::text as cursor, e.id::text as id, t.occurred_at as at, t.kind, t.subject,
      trim_scale(-e.amount_nano / 1e9)::text as amount, b.currency
    from billing_accounts b
    join ledger_entries e on e.ledger_account in ('cust:' || b.id || ':credits', 'cust:' || b.id || ':held')
    join ledger_transactions t on t.id = e.transaction_id
    where b.user_id = ${userId} and e.id > ${after || "0"}::bigint order by e.id limit ${limit}`,

  purchases: (userId, after, limit) => sql`
    select p.id as cursor, p.id, p.amount_minor::text as "amountMinor", p.currency, p.state,
      p.created_at as "createdAt", p.settled_at as "settledAt"
    from billing_accounts b join credit_purchases p on p.account_id = b.id
    where b.user_id = ${userId} and p.id > ${after} order by p.id limit ${limit}`,

  activity: (userId, after, limit) => sql`
    select id::text as cursor, id::text as id, at, action, target_kind as "targetKind", target_id as "targetId",
      case when actor_id is null then 'portal' when actor_id = ${userId} then 'you' else 'another' end as "by",
      before, after, outcome, key_id as "keyId",
      case when actor_id = ${userId} then address end as address
    from activity
    where (subject_id = ${userId} or (actor_id = ${userId} and subject_id is null)) and id > ${after || "0"}::bigint
    order by activity.id limit ${limit}`,

  keys: (userId, after, limit) => sql`
    select id as cursor, id, name, shown, scopes, created_at as "createdAt", expires_at as "expiresAt",
      last_used_at as "lastUsedAt", last_used_from as "lastUsedFrom", revoked_at as "revokedAt"
    from api_keys where user_id = ${userId} and id > ${after} order by id limit ${limit}`,

  webhooks: (userId, after, limit) => sql`
    select id as cursor, id, url, description, events, created_at as "createdAt", failing_since as "failingSince",
      disabled_at as "disabledAt", disabled_reason as "disabledReason", deleted_at as "deletedAt"
    from webhook_endpoints where owner_id = ${userId} and id > ${after} order by id limit ${limit}`,
};
