import { sql as raw, type SQL } from "drizzle-orm";
import { SECOND } from "~/core/clock";

/** Two answers further apart are no unbroken contact: this process asks every three seconds. */
const LONGEST_GAP = 6 * SECOND;

/** By the monotonic clock: since when the database has answered whenever it was asked, and when it last did; that also by its own time. */
let contact: { since: number; last: number; databaseTime: Date } | undefined;

/** The database has answered, `databaseTime` by its own clock. `now` is milliseconds of the monotonic one, for tests. */
export function noteAnswer(databaseTime: Date, now = performance.now()): void {
  contact = { since: now - contactMs(now), last: now, databaseTime };
}

/** The database could not be asked just now. */
export function noteNoAnswer(): void {
  contact = undefined;
}

/** For how many milliseconds the database has answered this process without a break; 0 right after one. */
function contactMs(now = performance.now()): number {
  if (!contact || now - contact.last > LONGEST_GAP) return 0;
  return now - contact.since;
}

/**
 * Whether the database has answered this process for the last `ms` without a break, also when it is only asked this. Whoever judges others
 * by their silence asks so first: while nobody could be heard nobody was silent.
 */
export function hasListened(ms: number): SQL {
  if (contactMs() < ms) return raw`false`;
  // What is asked now may be read only once the database goes on after standing still.
  const { databaseTime } = contact ?? {};
  if (!databaseTime) return raw`true`;
  return raw`now() < ${databaseTime.toISOString()}::timestamptz + make_interval(secs => ${LONGEST_GAP / SECOND})`;
}
