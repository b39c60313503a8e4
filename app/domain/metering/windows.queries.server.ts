import { sql as raw } from "drizzle-orm";
import { instant } from "~/core/clock";
import type { ClusterId, EnvironmentId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { Usage } from "./usage-window";
import { chargedUntil, type Shape } from "./segment";

/** A segment as far as it is charged. */
export type ChargedSegment = Shape & { id: string; userId: UserId | null; environmentId: EnvironmentId | null; fromAt: Date; until: Date };

export type WindowRow = Usage & { windowStart: Date; segmentId: string; userId: UserId | null; environmentId: EnvironmentId | null };

/** Whose day changed. */
export type ChangedDay = { userId: UserId; day: string };

/** Segments that can still change a window from `since` on: open, ended later, or with rows there that may have become too much. */
export async function unsettledSegments(db: Db, clusterId: ClusterId, since: Date): Promise<string[]> {
  const from = since.toISOString();
  const rows = await db.execute<{ id: string }>(raw`
    select id from metered_segments where cluster_id = ${clusterId} and to_at is null
    union select id from metered_segments where cluster_id = ${clusterId} and to_at > ${from}
    union select segment_id from usage_windows where window_start >= ${from} and cluster_id = ${clusterId} and not is_final
    order by id`);
  return rows.map((row) => row.id);
}

type SegmentRow = {
  id: string;
  user_id: UserId | null;
  environment_id: EnvironmentId | null;
  cpu_milli: number;
  memory_mib: number;
  gpus: number;
  from_at: string;
  to_at: string | null;
  last_seen_at: string;
  next_from_at: string | null;
};

const found = (at: string | null) => (at === null ? undefined : instant(at));

function chargedOf(row: SegmentRow): ChargedSegment {
  const toAt = found(row.to_at);
  return {
    id: row.id,
    userId: row.user_id,
    environmentId: row.environment_id,
    cpuMilli: row.cpu_milli,
    memoryMib: row.memory_mib,
    gpus: row.gpus,
    fromAt: instant(row.from_at),
    until: chargedUntil({ ...(toAt && { toAt }), lastSeenAt: instant(row.last_seen_at) }, found(row.next_from_at)),
  };
}

const segmentColumns = raw`s.id, s.user_id, s.environment_id, s.cpu_milli, s.memory_mib, s.gpus, s.from_at, s.to_at, s.last_seen_at, (
  select min(n.from_at) from metered_segments n where n.environment_id = s.environment_id and n.from_at > s.from_at) as next_from_at`;

export async function chargedSegments(db: Db, ids: readonly string[]): Promise<ChargedSegment[]> {
  const rows = await db.execute<SegmentRow>(raw`
    select ${segmentColumns} from metered_segments s where s.id in (select json_array_elements_text(${JSON.stringify(ids)}::json))`);
  return rows.map(chargedOf);
}

/** The segments of one environment, newest first. */
export async function segmentsOfEnvironment(db: Db, environmentId: EnvironmentId, limit: number): Promise<ChargedSegment[]> {
  const rows = await db.execute<SegmentRow>(raw`
    select ${segmentColumns} from metered_segments s where s.environment_id = ${environmentId} order by s.from_at desc limit ${limit}`);
  return rows.map(chargedOf);
}

/**
 * Makes `rows` the whole truth about `segmentIds` in the windows from `since` on: what differs is written as a new revision, what is not
 * in `rows` becomes zero, what is final stays. Returns the days that changed of people who are known.
 */
export async function replaceWindows(db: Db, clusterId: ClusterId, since: Date, segmentIds: readonly string[], rows: readonly WindowRow[]): Promise<ChangedDay[]> {
  const given = JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  const changed = await db.execute<{ user_id: UserId; day: string }>(raw`
    with given as (
      select * from json_to_recordset(${given}::json) as row(
        "windowStart" timestamptz, "segmentId" text, "userId" text, "environmentId" text,
        "cpuMicros" bigint, "memoryMibMs" bigint, "gpuMs" bigint, "runningMs" bigint)
    ), nothing as (
      select u.window_start, u.segment_id, u.user_id, u.environment_id, 0, 0, 0, 0 from usage_windows u
      where u.cluster_id = ${clusterId} and u.window_start >= ${since.toISOString()} and not u.is_final
        and u.segment_id in (select json_array_elements_text(${JSON.stringify(segmentIds)}::json))
        and not exists (select from given g where g."windowStart" = u.window_start and g."segmentId" = u.segment_id)
    ), written as (
      insert into usage_windows as u
        (window_start, segment_id, user_id, environment_id, cpu_micros, memory_mib_ms, gpu_ms, running_ms, cluster_id)
      select whole.*, ${clusterId} from (select * from given union all select * from nothing) whole
      on conflict (window_start, cluster_id, segment_id) do update set
        user_id = excluded.user_id, environment_id = excluded.environment_id, cpu_micros = excluded.cpu_micros,
        memory_mib_ms = excluded.memory_mib_ms, gpu_ms = excluded.gpu_ms, running_ms = excluded.running_ms, revision = u.revision + 1
      where not u.is_final
        and (u.user_id, u.environment_id, u.cpu_micros, u.memory_mib_ms, u.gpu_ms, u.running_ms) is distinct from
          (excluded.user_id, excluded.environment_id, excluded.cpu_micros, excluded.memory_mib_ms, excluded.gpu_ms, excluded.running_ms)
      returning u.user_id, u.window_start
    )
    select distinct user_id, to_char(window_start at time zone 'UTC', 'YYYY-MM-DD') as day from written where user_id is not null`);
  return changed.map((row) => ({ userId: row.user_id, day: row.day }));
}

/** Closes the windows in [since, until) for good. */
export async function finaliseWindows(db: Db, clusterId: ClusterId, since: Date, until: Date): Promise<void> {
  await db.execute(raw`
    update usage_windows set is_final = true
    where cluster_id = ${clusterId} and window_start >= ${since.toISOString()} and window_start < ${until.toISOString()} and not is_final`);
}
