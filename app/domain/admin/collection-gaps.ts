import type { WindowState } from "~/domain/metering/coverage";

const LAST_HOUR = 4;

/** How many windows of the last hour are not there; older gaps are history, which the collection page tells. */
export function recentGaps(windows: readonly { state: WindowState }[]): number {
  return windows.slice(-LAST_HOUR).filter(({ state }) => state === "missing" || state === "failed").length;
}
