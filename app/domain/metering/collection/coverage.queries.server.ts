import { collectorRuns } from "@schema/metering";
import { sql as raw, type SQL } from "drizzle-orm";
import { instant } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { MISSED, type Coverage, type LatestGaps } from "./coverage";

export type ClusterCoverage = Coverage & { clusterId: ClusterId; name: string };

/** From the window that begins at `from` to the one that begins at `last`, which is not over its grace yet. */
type Stretch = { from: Date; last: Date };

/**
 * As {@link windowStateOf} says of each window, counted by the database: a window is owed from when its cluster joined, is late when it was done
 * after the next one's time had come, and is missing when nobody did it, but for the last one.
 */
const counted = ({ from, last }: Stretch, only: SQL) => {
  const [first, end] = [raw`${from.toISOString()}::timestamptz`, raw`${last.toISOString()}::timestamptz`];
  return raw`
    select c.id, c.name, owed, ok, late, failed, owed - ok - late - failed - pending as missing, latest_failed
    from clusters c
    cross join lateral (
      select greatest(0, 1 + extract(epoch from ${end} - greatest(${first}, date_bin('15 minutes', c.created_at, 'epoch')))::int / 900) as owed
    ) o
    cross join lateral (
      select
        count(*) filter (where state = 'done' and not coalesce(finished_at > window_start + interval '30 minutes', false))::int as ok,
        count(*) filter (where state = 'done' and finished_at > window_start + interval '30 minutes')::int as late,
        count(*) filter (where state = 'failed' and failure_code is distinct from ${MISSED})::int as failed,
        least(owed, 1 - count(*) filter (where window_start = ${end} and state in ('done', 'failed')))::int as pending,
        coalesce(bool_or(window_start = ${end} and state = 'failed'), false) as latest_failed
      from ${collectorRuns} r
      where r.cluster_id = c.id and window_start between greatest(${first}, date_bin('15 minutes', c.created_at, 'epoch')) and ${end}
    ) w
    where ${only}`;
};

/** How many windows of each of these clusters came out in which way, by name. */
export async function coverageOfClusters(
  db: Db,
  ids: readonly ClusterId[],
  stretch: Stretch,
): Promise<ClusterCoverage[]> {
  const ofThese = raw`c.id in (select json_array_elements_text(${JSON.stringify(ids)}::json))`;
  const rows = await db.execute<Coverage & { id: ClusterId; name: string }>(
    raw`${counted(stretch, ofThese)} order by name`,
  );
  return rows.map(({ id, name, owed, ok, late, failed, missing }) => ({
    clusterId: id,
    name,
    owed,
    ok,
    late,
    failed,
    missing,
  }));
}

/** Windows that are not there, over all clusters; `worst` are the first `limit` clusters with some, by name. */
export type Gaps = { clusters: number; latestFailed: boolean; worst: { name: string; windows: number }[] };

export async function gapsOfAll(db: Db, stretch: Stretch, limit: number): Promise<Gaps> {
  const rows = await db.execute<{ clusters: number; latest_failed: boolean; worst: Gaps["worst"] | null }>(raw`
    with counted as (${counted(stretch, raw`true`)})
    select count(*) filter (where failed + missing > 0)::int as clusters, coalesce(bool_or(latest_failed), false) as latest_failed,
      (select json_agg(w) from (
        select name, failed + missing as windows from counted where failed + missing > 0 order by name limit ${limit}) w) as worst
    from counted`);
  const [row] = rows;
  return { clusters: row?.clusters ?? 0, latestFailed: row?.latest_failed ?? false, worst: row?.worst ?? [] };
}

/**
 * The gaps of one cluster as {@link gapsOf} joins them, newest first: `latest` are the first `limit` of them, `all` is how many there are.
 * The window that begins at `last` is within its grace, so it is a gap only once its collection has failed.
 */
export async function latestGaps(db: Db, id: ClusterId, stretch: Stretch, limit: number): Promise<LatestGaps> {
  const [from, last] = [stretch.from.toISOString(), stretch.last.toISOString()];
  const rows = await db.execute<{ from: string; to: string; all: number }>(raw`
    with owed as (
      select w.at, r.state from clusters c
      cross join lateral generate_series(
        greatest(${from}::timestamptz, date_bin('15 minutes', c.created_at, 'epoch')), ${last}::timestamptz, interval '15 minutes') w (at)
      left join ${collectorRuns} r on r.cluster_id = c.id and r.window_start = w.at
      where c.id = ${id}
    ), gaps as (
      select at, at - interval '15 minutes' * row_number() over (order by at) as island from owed
      where coalesce(state, 'due') not in ('done', 'failed') and at < ${last}::timestamptz or state = 'failed'
    )
    select min(at) as from, max(at) + interval '15 minutes' as to, count(*) over ()::int as all
    from gaps group by island order by min(at) desc limit ${limit}`);
  return {
    all: rows[0]?.all ?? 0,
    latest: rows.map((gap) => ({ from: instant(gap.from), to: instant(gap.to) })),
  };
}
