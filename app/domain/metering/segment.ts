import type { ClusterId, EnvironmentId, UserId } from "~/core/id";

/** What a workload holds while it runs; what nobody knows is zero, and zero is not charged. */
export type Shape = { cpuMilli: number; memoryMib: number; gpus: number };

/** How an end is known: the portal saw it stop, or a complete list no longer had it. */
export type EndEvidence = "stopped" | "absent";

type Known = Shape & {
  clusterId: ClusterId;
  /** What the cluster calls this one run, from {@link sourceUidOf}. */
  sourceUid: string;
  userId?: UserId;
  environmentId?: EnvironmentId;
  fromAt: Date;
  toAt?: Date;
  endEvidence?: EndEvidence;
};

/** One observation: at `seenAt` the workload was there, or (with an end) had been until then. */
export type Sighting = Known & { seenAt: Date };

/** All that the sightings of one run say together. */
export type Segment = Known & { lastSeenAt: Date };

/**
 * What is known after one more sighting. Commutative, associative and idempotent: sightings may come in any order, late, twice or from
 * two collectors. The earliest start counts; an end the portal saw counts over an absence, and of two such ends the earlier; an absence
 * counts until a later sighting disproves it; someone known counts over nobody. The upsert of segments says the same in SQL.
 */
export function mergeSighting(segment: Segment | undefined, sighting: Sighting): Segment {
  const { seenAt, toAt, endEvidence, ...seen } = sighting;
  const userId = least(segment?.userId, sighting.userId);
  const environmentId = least(segment?.environmentId, sighting.environmentId);
  const lastSeenAt = greatest(segment?.lastSeenAt, seenAt) ?? seenAt;
  return {
    ...seen,
    ...(userId && { userId }),
    ...(environmentId && { environmentId }),
    cpuMilli: Math.max(segment?.cpuMilli ?? 0, sighting.cpuMilli),
    memoryMib: Math.max(segment?.memoryMib ?? 0, sighting.memoryMib),
    gpus: Math.max(segment?.gpus ?? 0, sighting.gpus),
    fromAt: least(segment?.fromAt, sighting.fromAt) ?? sighting.fromAt,
    lastSeenAt,
    ...endOf([segment ?? {}, { toAt, endEvidence }], lastSeenAt),
  };
}

/** One run of one server: a server that was restarted is another one. */
export function sourceUidOf(hubUsername: string, serverName: string, startedAt: Date): string {
  return `${encodeURIComponent(hubUsername)}/${encodeURIComponent(serverName)}@${startedAt.toISOString()}`;
}

/**
 * Until when the segment is charged: its end, or the last sighting while it is open. An environment runs once at a time, so where its
 * next segment begins this one is over, whatever else is said of it.
 */
export function chargedUntil(segment: { toAt?: Date; lastSeenAt: Date }, nextFromAt: Date | undefined): Date {
  const end = segment.toAt ?? segment.lastSeenAt;
  return nextFromAt && nextFromAt < end ? nextFromAt : end;
}

type End = { toAt?: Date | undefined; endEvidence?: EndEvidence | undefined };

function endOf(ends: readonly End[], lastSeenAt: Date): { toAt: Date; endEvidence: EndEvidence } | undefined {
  const by = (evidence: EndEvidence) => ends.map((end) => (end.endEvidence === evidence ? end.toAt : undefined));
  const stoppedAt = least(...by("stopped"));
  if (stoppedAt) return { toAt: stoppedAt, endEvidence: "stopped" };
  const absentAt = greatest(...by("absent"));
  return absentAt && absentAt >= lastSeenAt ? { toAt: absentAt, endEvidence: "absent" } : undefined;
}

/** As in SQL: the unknown does not count. */
function least<T extends Date | string>(...values: (T | undefined)[]): T | undefined {
  return values.reduce((a, b) => (b === undefined || (a !== undefined && a <= b) ? a : b), undefined);
}

function greatest<T extends Date>(...values: (T | undefined)[]): T | undefined {
  return values.reduce((a, b) => (b === undefined || (a !== undefined && a >= b) ? a : b), undefined);
}
