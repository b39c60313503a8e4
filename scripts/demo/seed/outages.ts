import { later, MINUTE } from "../../../app/core/clock";
import { windowStartOf, WINDOW } from "../../../app/domain/metering/windows/usage-window";
import { at, type Calendar } from "./calendar";

/** A hub out of reach in [from, to). */
export type Outage = { from: Date; to: Date };

/** The second cluster's hub was away for forty hours: so long that the windows of the first sixteen were never collected. */
export function longOutage(calendar: Calendar): Outage {
  return { from: at(calendar, 76, 9, 15), to: at(calendar, 78, 1, 15) };
}

/** Within the last day it was away once more, for two and a half hours; these windows were collected late. */
export function recentOutage({ now }: Calendar): Outage {
  const from = windowStartOf(later(now, -9 * 60 * MINUTE));
  return { from, to: later(from, 10 * WINDOW) };
}

/** When a start of this moment was given up because the hub did not answer; undefined when it did. */
export function givenUpAt({ from, to }: Outage, start: Date): Date | undefined {
  return start >= from && start < to ? later(start, 2 * MINUTE) : undefined;
}
