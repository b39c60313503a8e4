import { MINUTE, SECOND } from "./clock";

/** A clock that differs from the database's by more than this is wrong; so two that are right differ by no more than twice this. */
export const MOST_SKEW = MINUTE;

/** An answer that took longer says too little about when it was given. */
const LONGEST_ROUND_TRIP = 20 * SECOND;

/** One moment on this machine, in milliseconds: by its clock, which can be set, and by the monotonic one, which only counts. */
export type Moment = { wall: number; monotonic: number };

/** How far this machine's clock was ahead of the database's at a moment. */
export type Comparison = Moment & { skewMs: number };

/**
 * Compares this machine's clock with the database's: asked at one moment, answered with `databaseTime` at another, read half-way between.
 * Undefined when the round trip took too long to mean anything.
 */
export function compared(asked: Moment, answered: Moment, databaseTime: number): Comparison | undefined {
  const roundTrip = answered.monotonic - asked.monotonic;
  if (roundTrip > LONGEST_ROUND_TRIP) return undefined;
  return { ...answered, skewMs: answered.wall - roundTrip / 2 - databaseTime };
}

/**
 * How far the clock is ahead at `now`, in milliseconds, negative when it is behind: what was found at the comparison and what it has
 * gained or lost against the monotonic clock since. So a clock that is set between two comparisons is noticed without the database.
 */
export function skewAt(comparison: Comparison, now: Moment): number {
  return comparison.skewMs + (now.wall - comparison.wall) - (now.monotonic - comparison.monotonic);
}

/** Whether a skew in milliseconds, either way, is more than is allowed. */
export function isTooMuch(skewMs: number): boolean {
  return Math.abs(skewMs) > MOST_SKEW;
}
