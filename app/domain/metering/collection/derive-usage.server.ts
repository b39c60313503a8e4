import { instant } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { usageIn, windowsBetween } from "~/domain/metering/windows/usage-window";
import {
  chargedSegments,
  openWindows,
  segmentsReaching,
  upsertWindows,
  type ChangedDay,
  type ChargedSegment,
  type WindowRow,
} from "~/domain/metering/windows/windows.queries.server";

/** Segments that are held in memory at once, and the rows that one statement writes. */
const MOST_SEGMENTS = 1000;
const MOST_ROWS = 5000;

/** `since`: the first window that may change. `finalBefore`: the first that stays open; those before it are closed for good. */
export type Derivation = { clusterId: ClusterId; since: Date; finalBefore: Date };

/**
 * Derives the windows from `since` on, of every segment that reaches them. A pure function of the segments: run again, late or twice, it
 * changes nothing. Returns the days that it wrote to.
 */
export async function deriveUsage(db: Db, derivation: Derivation): Promise<ChangedDay[]> {
  const { clusterId, since } = derivation;
  const changed = new Map<string, ChangedDay>();
  const before = await openWindows(db, clusterId, since);
  const ids = [...new Set([...(await segmentsReaching(db, clusterId, since)), ...before.keys()])];
  for (let start = 0; start < ids.length; start += MOST_SEGMENTS) {
    const segments = await chargedSegments(db, ids.slice(start, start + MOST_SEGMENTS));
    const rows = segments.flatMap((segment) => rowsOf(segment, before.get(segment.id) ?? [], derivation));
    for (let from = 0; from < rows.length; from += MOST_ROWS)
      for (const day of await upsertWindows(db, clusterId, rows.slice(from, from + MOST_ROWS)))
        changed.set(`${day.userId} ${day.day}`, day);
  }
  return [...changed.values()];
}

/** A row for each window that the segment touches, and for each that it was thought to touch before: there it used nothing. */
function rowsOf(segment: ChargedSegment, before: readonly Date[], { since, finalBefore }: Derivation): WindowRow[] {
  const { id: segmentId, userId, environmentId } = segment;
  const touched = windowsBetween(segment.fromAt > since ? segment.fromAt : since, segment.until);
  const times = new Set([...touched, ...before].map((start) => start.getTime()));
  return [...times].map((time) => {
    const windowStart = instant(time);
    return {
      windowStart,
      segmentId,
      userId,
      environmentId,
      ...usageIn(segment, windowStart),
      isFinal: windowStart < finalBefore,
    };
  });
}
