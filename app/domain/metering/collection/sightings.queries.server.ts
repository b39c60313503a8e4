import { sql as raw } from "drizzle-orm";
import { instant } from "~/core/clock";
import { beganOnOurClock } from "~/core/cluster-clock";
import { newId, type ClusterId, type EnvironmentId, type UserId } from "~/core/id";
import type { CompleteList } from "~/core/workload-backend";
import type { Db } from "~/db/pool.server";
import type { MeteredSize } from "~/domain/billing/prices/meter";
import { heldBy, toStored, type Quantities } from "~/domain/billing/prices/quantities";
import { anonymousOwner } from "~/domain/workloads/anonymize.queries.server";
import type { Segment, SegmentKind, Sighting } from "./segment";

type Row = Record<string, unknown>;

type SizeRow = Row & { cpu_milli: number; memory_mib: number; gpus: number };

const sizeOf = (row: SizeRow): MeteredSize => ({ cpuMilli: row.cpu_milli, memoryMib: row.memory_mib, gpus: row.gpus });

/** A workload, and what it holds by its size. */
const workloadOf = (row: SizeRow): { kind: SegmentKind; held: Quantities } => ({
  kind: "workload",
  held: heldBy(sizeOf(row)),
});

/**
 * The workloads of one list as sightings. Whose they are follows from the cluster's name of the owner and the backend's of the workload, nobody
 * where the portal does not know them. The size is that of the portal's own run if this is one, else what the backend says, else that of
 * the environment, else zero. They were seen at `seenAt`, when the cluster's own clock said `clusterTime`.
 */
export async function attribute(
  db: Db,
  clusterId: ClusterId,
  { workloads, clusterTime }: CompleteList,
  seenAt: Date,
): Promise<Sighting[]> {
  const listed = workloads.map((workload, position) => ({ ...workload, position }));
  const rows = await db.execute<
    SizeRow & { position: number; user_id: UserId | null; environment_id: EnvironmentId | null }
  >(raw`
    select listed.position, a.user_id, e.id as environment_id,
      coalesce(r.cpu_milli, p.cpu_milli, f.cpu_milli, 0) as cpu_milli,
      coalesce(r.memory_mib, p.memory_mib, f.memory_mib, 0) as memory_mib,
      coalesce(r.gpus, p.gpus, f.gpus, 0) as gpus
    from json_to_recordset(${JSON.stringify(listed)}::json)
      as listed(position int, owner text, name text, "runId" text, size text)
    left join assignments a on a.cluster_id = ${clusterId} and a.hub_username = listed.owner
    left join workloads e on e.cluster_id = a.cluster_id and e.owner_id = a.user_id and e.backend_name = listed.name
    left join workload_runs r on r.workload_id = e.id and r.backend_run_id = listed."runId"
    left join sizes p on p.slug = listed.size
    left join sizes f on f.id = e.size_id`);
  return rows.flatMap((row) => {
    const workload = workloads[row.position];
    if (!workload) return [];
    const who = {
      ...(row.user_id && { userId: row.user_id }),
      ...(row.environment_id && { environmentId: row.environment_id }),
    };
    const { runId: sourceUid, startedAt: fromAt } = workload;
    const beganAt = beganOnOurClock(fromAt, clusterTime, seenAt);
    return [{ clusterId, sourceUid, ...who, ...workloadOf(row), fromAt, ...(beganAt && { beganAt }), seenAt }];
  });
}

type RunRow = SizeRow & {
  environment_id: EnvironmentId;
  user_id: UserId;
  backend_run_id: string;
  started_at: string;
  ended_at: string | null;
};

/**
 * What the portal itself knows: runs that began unseen or ended after `since`, as sightings. It makes runs known that came and went between
 * two lists, and ends exact. A run is the segment of the same name, and its end is that segment's alone: which of two starts came first on two
 * machines' clocks is not to be known, and an end that were given to the wrong one would let it run on uncharged. What was
 * restarted behind the portal's back ends where it was last seen.
 */
export async function ownSightings(db: Db, clusterId: ClusterId, since: Date): Promise<Sighting[]> {
  const rows = await db.execute<RunRow>(raw`
    select r.workload_id as environment_id, e.owner_id as user_id, r.backend_run_id, r.cpu_milli, r.memory_mib, r.gpus, r.started_at, r.ended_at
    from workload_runs r
    join workloads e on e.id = r.workload_id and e.cluster_id = ${clusterId}
    where r.started_at is not null and r.backend_run_id is not null and (
      r.ended_at > ${since.toISOString()}
      or (r.ended_at is null and not exists (
        select from metered_segments s where s.cluster_id = e.cluster_id and s.source_uid = r.backend_run_id)))`);
  return rows.map((row) => {
    const startedAt = instant(row.started_at);
    const endedAt = row.ended_at === null ? undefined : instant(row.ended_at);
    return {
      clusterId,
      sourceUid: row.backend_run_id,
      userId: row.user_id,
      environmentId: row.environment_id,
      ...workloadOf(row),
      fromAt: startedAt,
      ...(endedAt && { toAt: endedAt, endEvidence: "stopped" as const }),
      seenAt: endedAt ?? startedAt,
    };
  });
}

/** Merges segments into what is stored, by the rules of `mergeSighting`. One row per source: merge first what comes together. */
export async function upsertSegments(db: Db, segments: readonly Segment[]): Promise<void> {
  const given = segments.map((segment) => ({ id: newId("seg"), ...segment, held: toStored(segment.held) }));
  await db.execute(raw`
    insert into metered_segments as s
      (id, kind, cluster_id, source_uid, user_id, environment_id, held, from_at, began_at, to_at, end_evidence, last_seen_at)
    select id, kind, "clusterId", "sourceUid", "userId", "environmentId", held, "fromAt", "beganAt", "toAt", "endEvidence", "lastSeenAt"
    from json_to_recordset(${JSON.stringify(given)}::json) as given(
      id text, kind text, "clusterId" text, "sourceUid" text, "userId" text, "environmentId" text, held bigint[],
      "fromAt" timestamptz, "beganAt" timestamptz, "toAt" timestamptz, "endEvidence" text, "lastSeenAt" timestamptz)
    on conflict (cluster_id, source_uid) do update set
      user_id = least(s.user_id collate "C", excluded.user_id),
      environment_id = least(s.environment_id collate "C", excluded.environment_id),
      held = (select coalesce(array_agg(greatest(one, other) order by position), '{}')
        from unnest(s.held, excluded.held) with ordinality as pair(one, other, position)),
      from_at = least(s.from_at, excluded.from_at),
      began_at = least(s.began_at, excluded.began_at),
      last_seen_at = greatest(s.last_seen_at, excluded.last_seen_at),
      (to_at, end_evidence) = (
        select coalesce(stopped_at, absent_at), case when stopped_at is not null then 'stopped' when absent_at is not null then 'absent' end
        from (select
          least(case s.end_evidence when 'stopped' then s.to_at end, case excluded.end_evidence when 'stopped' then excluded.to_at end) as stopped_at,
          case when greatest(s.to_at, excluded.to_at) >= greatest(s.last_seen_at, excluded.last_seen_at) then greatest(s.to_at, excluded.to_at) end as absent_at
        ) ends)`);
}

/** Calls what the member ran by another name than the hub's, which is their address. What was used, and by whom, stays as it was. */
export async function renameSegmentsOf(db: Db, userId: UserId): Promise<void> {
  await db.execute(raw`
    update metered_segments set source_uid = ${anonymousOwner(userId)} || substr(source_uid, strpos(source_uid, '/'))
    where user_id = ${userId}`);
}

/** The same of what nobody the portal knows ran under this name: lists that were under way while its bearer left. */
export async function renameSegmentsOfNobody(db: Db, clusterId: ClusterId, hubUsername: string): Promise<void> {
  await db.execute(raw`
    update metered_segments set source_uid = 'deleted-' || id || substr(source_uid, strpos(source_uid, '/'))
    where cluster_id = ${clusterId} and user_id is null
      and starts_with(source_uid, ${`${encodeURIComponent(hubUsername)}/`})`);
}

/** A complete list of this kind that began at `listBeganAt` shows no more of these: they ended where they were last seen. Returns how many. */
export async function closeVanished(
  db: Db,
  clusterId: ClusterId,
  kind: SegmentKind,
  listBeganAt: Date,
): Promise<number> {
  const closed = await db.execute(raw`
    update metered_segments set to_at = last_seen_at, end_evidence = 'absent'
    where cluster_id = ${clusterId} and kind = ${kind} and to_at is null and last_seen_at < ${listBeganAt.toISOString()}`);
  return closed.count;
}
