import type { ClusterId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { usageIn, windowsBetween, type Usage } from "./usage-window";
import { chargedSegments, replaceWindows, unsettledSegments, type ChangedDay, type ChargedSegment, type WindowRow } from "./windows.queries.server";

/** Segments that are held in memory at once, and the rows that one statement writes. */
const MOST_SEGMENTS = 1000;
const MOST_ROWS = 10_000;

/**
 * Derives the windows from `since` on, of every segment that can still change one. A pure function of the segments: run again, late or
 * twice, it changes nothing. Returns the days that did change.
 */
export async function deriveUsage(db: Db, clusterId: ClusterId, since: Date): Promise<ChangedDay[]> {
  const changed = new Map<string, ChangedDay>();
  const ids = await unsettledSegments(db, clusterId, since);
  for (let start = 0; start < ids.length; start += MOST_SEGMENTS) {
    const segments = await chargedSegments(db, ids.slice(start, start + MOST_SEGMENTS));
    for (const batch of batchesOf(segments, since))
      for (const day of await replaceWindows(db, clusterId, since, batch.segmentIds, batch.rows)) changed.set(`${day.userId} ${day.day}`, day);
  }
  return [...changed.values()];
}

type Batch = { segmentIds: string[]; rows: WindowRow[] };

/** A segment's rows are never split: what is missing beside them counts as zero. */
function* batchesOf(segments: readonly ChargedSegment[], since: Date): Generator<Batch> {
  let batch: Batch = { segmentIds: [], rows: [] };
  for (const segment of segments) {
    batch.segmentIds.push(segment.id);
    batch.rows.push(...rowsOf(segment, since));
    if (batch.rows.length < MOST_ROWS) continue;
    yield batch;
    batch = { segmentIds: [], rows: [] };
  }
  if (batch.segmentIds.length > 0) yield batch;
}

function rowsOf(segment: ChargedSegment, since: Date): WindowRow[] {
  const { id: segmentId, userId, environmentId } = segment;
  const from = segment.fromAt > since ? segment.fromAt : since;
  return windowsBetween(from, segment.until).map((windowStart): WindowRow => {
    const usage: Usage = usageIn(segment, windowStart);
    return { windowStart, segmentId, userId, environmentId, ...usage };
  });
}
