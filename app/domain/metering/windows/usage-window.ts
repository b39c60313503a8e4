import { MINUTE, instant, later } from "~/core/clock";
import { heldFor, type Quantities } from "~/domain/billing/prices/quantities";

/** Usage is kept in windows [start, start + 15 min) of UTC. */
export const WINDOW = 15 * MINUTE;

/** What was used, in whole native units, and how long something was held: nothing is rounded before money. */
export type Usage = { quantities: Quantities; runningMs: bigint };

/** What was `held` from `fromAt` until `until`; nothing when that is not later. */
export type Stretch = { held: Quantities; fromAt: Date; until: Date };

export function windowStartOf(at: Date): Date {
  return instant(Math.floor(at.getTime() / WINDOW) * WINDOW);
}

/** The starts of the windows that [from, to) touches, in order. */
export function windowsBetween(from: Date, to: Date): Date[] {
  const starts: Date[] = [];
  for (let start = windowStartOf(from); start < to && from < to; start = later(start, WINDOW)) starts.push(start);
  return starts;
}

/** What the stretch used in one window: what it held × the time the two share, exact. */
export function usageIn(stretch: Stretch, windowStart: Date): Usage {
  return usageDuring(stretch, windowStart, later(windowStart, WINDOW));
}

/** What the stretch used in [from, to). */
export function usageDuring(stretch: Stretch, from: Date, to: Date): Usage {
  const begin = Math.max(stretch.fromAt.getTime(), from.getTime());
  const end = Math.min(stretch.until.getTime(), to.getTime());
  const runningMs = BigInt(Math.max(0, end - begin));
  return { quantities: heldFor(stretch.held, runningMs), runningMs };
}
