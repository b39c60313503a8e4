import { sql as raw } from "drizzle-orm";
import { instant } from "~/core/clock";
import type { ClusterId, EnvironmentId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { fromStored, toStored, type Quantities } from "~/domain/billing/prices/quantities";
import { START_TIMEOUT } from "~/domain/workloads/workload";
import { chargedUntil } from "~/domain/metering/collection/segment";
import type { Usage } from "./usage-window";

/** A segment as far as it is charged: from when it was ready, where the portal knows, to where it was last seen. */
export type ChargedSegment = {
  id: string;
  held: Quantities;
  userId: UserId | null;
  environmentId: EnvironmentId | null;
  fromAt: Date;
  until: Date;
};

export type WindowRow = Usage & {
  windowStart: Date;
  segmentId: string;
  userId: UserId | null;
  environmentId: EnvironmentId | null;
  isFinal: boolean;
};

/** Whose day changed. */
export type ChangedDay = { userId: UserId; day: string };

/** The segments that have something to say about windows from `since` on: they are open, or ended later. */
export async function segmentsReaching(db: Db, clusterId: ClusterId, since: Date): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(raw`
    select id from metered_segments where cluster_id = ${clusterId} and to_at is null
    union select id from metered_segments where cluster_id = ${clusterId} and to_at > ${since.toISOString()}`);
  return rows.map((row) => row.id);
}

/** The windows from `since` on that were derived before and are not final, by segment. */
export async function openWindows(db: Db, clusterId: ClusterId, since: Date): Promise<Map<string, Date[]>> {
  const rows = await db.execute<{ segment_id: string; starts: string[] }>(raw`
    select segment_id, json_agg(window_start) as starts from usage_windows
    where cluster_id = ${clusterId} and window_start >= ${since.toISOString()} and not is_final group by segment_id`);
  return new Map(rows.map((row) => [row.segment_id, row.starts.map(instant)]));
}

type SegmentRow = {
  id: string;
  user_id: UserId | null;
  environment_id: EnvironmentId | null;
  held: string[];
  from_at: string;
  ready_at: string | null;
  to_at: string | null;
  last_seen_at: string;
  next_from_at: string | null;
  ended_before_ready: boolean;
};

const found = (at: string | null) => (at === null ? undefined : instant(at));

/** A start that never became ready is charged nothing, though a server of it ran until it could be stopped. */
function chargedOf(row: SegmentRow): ChargedSegment {
  const toAt = found(row.to_at);
  const fromAt = found(row.ready_at) ?? instant(row.from_at);
  const until = chargedUntil({ ...(toAt && { toAt }), lastSeenAt: instant(row.last_seen_at) }, found(row.next_from_at));
  return {
    id: row.id,
    userId: row.user_id,
    environmentId: row.environment_id,
    held: fromStored(row.held),
    fromAt,
    until: row.ended_before_ready ? fromAt : until,
  };
}

/**
 * Whether the segment is that of a start which was stopped or given up before it was ready. A run that has no name of the backend's, for the
 * answer to its start was lost, is the one that a server belongs to which began while that start could be under way and has no run of its own.
 */
const endedBeforeReady = raw`
  not exists (select from workload_runs r where r.workload_id = s.environment_id and r.backend_run_id = s.source_uid
    and (r.ended_at is null or r.started_at is not null or r.ready_at is not null))
  and exists (select from workload_runs r where r.workload_id = s.environment_id
    and r.ended_at is not null and r.started_at is null and r.ready_at is null
    and (r.backend_run_id = s.source_uid or (r.backend_run_id is null and coalesce(s.began_at, s.from_at)
      between r.asked_at - interval '1 minute' and r.asked_at + ${`${START_TIMEOUT} milliseconds`}::interval)))`;

/**
 * Which of an environment's segments follows another is said by the hub's clock, and by ours where that was set in between: a start that
 * is more than a minute earlier on ours follows nothing. What follows begins when the portal saw it ready, for it is charged from there;
 * the hub's word for its start, on a clock that may be behind, would cut short what ran before.
 */
const segmentColumns = raw`s.id, s.user_id, s.environment_id, s.held, coalesce(s.began_at, s.from_at) as from_at, s.to_at, s.last_seen_at, (
  select min(next.at) from metered_segments n
  cross join lateral (select coalesce(
    (select min(r.ready_at) from workload_runs r where r.workload_id = n.environment_id and r.backend_run_id = n.source_uid),
    n.began_at, n.from_at) as at) next
  where n.environment_id = s.environment_id and n.kind = s.kind and n.from_at > s.from_at
    and next.at > coalesce(s.began_at, s.from_at) - interval '1 minute') as next_from_at, (
  select min(r.ready_at) from workload_runs r where r.workload_id = s.environment_id and r.backend_run_id = s.source_uid) as ready_at,
  (${endedBeforeReady}) as ended_before_ready`;

export async function chargedSegments(db: Db, ids: readonly string[]): Promise<ChargedSegment[]> {
  const rows = await db.execute<SegmentRow>(raw`
    select ${segmentColumns} from metered_segments s where s.id in (select json_array_elements_text(${JSON.stringify(ids)}::json))`);
  return rows.map(chargedOf);
}

/** The segments of one environment's runs, newest first. */
export async function segmentsOfEnvironment(
  db: Db,
  environmentId: EnvironmentId,
  limit: number,
): Promise<ChargedSegment[]> {
  const rows = await db.execute<SegmentRow>(raw`
    select ${segmentColumns} from metered_segments s where s.environment_id = ${environmentId} and s.kind = 'workload' order by s.from_at desc limit ${limit}`);
  return rows.map(chargedOf);
}

/**
 * Writes windows over what was written of them before: other values are a new revision, what is final stays. Returns the days, of people
 * who are known, in which something was written.
 */
export async function upsertWindows(db: Db, clusterId: string, rows: readonly WindowRow[]): Promise<ChangedDay[]> {
  const given = JSON.stringify(
    rows.map((row) => ({ ...row, quantities: toStored(row.quantities), runningMs: String(row.runningMs) })),
  );
  const used = (row: string) => raw.raw(`${row}.user_id, ${row}.environment_id, ${row}.quantities, ${row}.running_ms`);
  const written = await db.execute<{ user_id: UserId; day: string }>(raw`
    with written as (
      insert into usage_windows as u
        (cluster_id, window_start, segment_id, user_id, environment_id, quantities, running_ms, is_final)
      select ${clusterId}, row.* from json_to_recordset(${given}::json) as row(
        "windowStart" timestamptz, "segmentId" text, "userId" text, "environmentId" text,
        quantities bigint[], "runningMs" bigint, "isFinal" boolean)
      on conflict (window_start, cluster_id, segment_id) do update set
        (user_id, environment_id, quantities, running_ms, is_final) = row(${used("excluded")}, excluded.is_final),
        revision = u.revision + case when (${used("u")}) is distinct from (${used("excluded")}) then 1 else 0 end
      where not u.is_final and (${used("u")}, u.is_final) is distinct from (${used("excluded")}, excluded.is_final)
      returning u.user_id, u.window_start
    )
    select distinct user_id, to_char(window_start at time zone 'UTC', 'YYYY-MM-DD') as day from written where user_id is not null`);
  return written.map((row) => ({ userId: row.user_id, day: row.day }));
}
