import type { ClusterId, EnvironmentId, UserId } from "~/core/id";
import { greatestOf, type Quantities } from "~/domain/billing/prices/quantities";

/** What was seen: a workload while it runs, or a volume, which stays while nothing does. Each is listed apart, so that no list says that another's are gone. */
export type SegmentKind = "workload" | "volume";

/** How an end is known: the portal saw it stop, or a complete list no longer had it. */
export type EndEvidence = "stopped" | "absent";

type Known = {
  kind: SegmentKind;
  /** What it holds; what nobody knows is nothing, and nothing is not charged. */
  held: Quantities;
  clusterId: ClusterId;
  /** The backend's own name of this one run. */
  sourceUid: string;
  userId?: UserId;
  environmentId?: EnvironmentId;
  /** On the cluster's clock: part of its name. */
  fromAt: Date;
  /** The same on the portal's clock, where the cluster's was seen to differ. */
  beganAt?: Date;
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
export function mergeSighting(segment: Segment | undefined, { seenAt, ...known }: Sighting): Segment {
  const seen: Segment = { ...known, lastSeenAt: seenAt };
  return join(segment ?? seen, seen);
}

/**
 * Until when the segment is charged: its end, or the last sighting while it is open. An environment runs once at a time, so where its
 * next segment begins this one is over, whatever else is said of it.
 */
export function chargedUntil(segment: { toAt?: Date; lastSeenAt: Date }, nextFromAt: Date | undefined): Date {
  const end = segment.toAt ?? segment.lastSeenAt;
  return nextFromAt && nextFromAt < end ? nextFromAt : end;
}

function join(a: Segment, b: Segment): Segment {
  const lastSeenAt = a.lastSeenAt > b.lastSeenAt ? a.lastSeenAt : b.lastSeenAt;
  return {
    kind: a.kind,
    clusterId: a.clusterId,
    sourceUid: a.sourceUid,
    userId: least(a.userId, b.userId),
    environmentId: least(a.environmentId, b.environmentId),
    held: greatestOf(a.held, b.held),
    fromAt: a.fromAt < b.fromAt ? a.fromAt : b.fromAt,
    beganAt: least(a.beganAt, b.beganAt),
    lastSeenAt,
    ...endOf([a, b], lastSeenAt),
  };
}

function endOf(segments: readonly Segment[], lastSeenAt: Date): Pick<Segment, "toAt" | "endEvidence"> {
  const by = (evidence: EndEvidence) => segments.map((one) => (one.endEvidence === evidence ? one.toAt : undefined));
  const stoppedAt = least(...by("stopped"));
  if (stoppedAt) return { toAt: stoppedAt, endEvidence: "stopped" };
  const absentAt = greatest(...by("absent"));
  return absentAt && absentAt >= lastSeenAt ? { toAt: absentAt, endEvidence: "absent" } : {};
}

/** As in SQL: the unknown does not count. */
function least<T extends Date | string>(...values: (T | undefined)[]): T | undefined {
  return values.reduce((a, b) => (b === undefined || (a !== undefined && a <= b) ? a : b), undefined);
}

function greatest<T extends Date>(...values: (T | undefined)[]): T | undefined {
  return values.reduce((a, b) => (b === undefined || (a !== undefined && a >= b) ? a : b), undefined);
}
