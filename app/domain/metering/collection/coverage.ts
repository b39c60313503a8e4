import { DAY, later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { WINDOW, windowStartOf } from "~/domain/metering/windows/usage-window";

/** A window is closed for good by a complete list that began this long after its end. */
const SETTLING_TIME = WINDOW;

/** What was not collected by now counts as missed; what is collected after it does not. */
export const CATCH_UP_LIMIT = DAY;

/** How many windows pages show: a day of them. */
export const SHOWN_WINDOWS = 96;

/** Why a window that was never collected has failed. */
export const MISSED = "collectionMissed";

/** One window of one cluster as the collector left it. */
export type CollectorRun = {
  windowStart: Date;
  state: "due" | "running" | "done" | "failed";
  finishedAt?: Date;
  failureCode?: string;
};

/** `due`: its time has come and its grace is not over. `late`: done, after the next window's time had come. */
export type WindowState = "ok" | "late" | "failed" | "missing" | "running" | "due";

/** How one window stands at `now`; `run` is absent when nobody has begun it. */
export function windowStateOf(windowStart: Date, run: CollectorRun | undefined, now: Date): WindowState {
  const graceEnd = later(windowStart, 2 * WINDOW);
  if (run?.state === "done") return wasLate(run, graceEnd) ? "late" : "ok";
  if (run?.state === "failed") return run.failureCode === MISSED ? "missing" : "failed";
  if (now > graceEnd) return "missing";
  return run?.state === "running" ? "running" : "due";
}

function wasLate({ finishedAt }: CollectorRun, graceEnd: Date): boolean {
  return finishedAt !== undefined && finishedAt > graceEnd;
}

/** The first window that a complete list, begun at `listBeganAt`, leaves open; every earlier one is final. */
export function firstOpenWindow(listBeganAt: Date): Date {
  return windowStartOf(later(listBeganAt, -SETTLING_TIME));
}

/** The latest window whose collection is owed at `now`: the last one that has ended. */
export function owedWindow(now: Date): Date {
  return later(windowStartOf(now), -WINDOW);
}

export type Gap = { from: Date; to: Date };

/** Gaps of one cluster, newest first: the `latest` of `all`. */
export type LatestGaps = { all: number; latest: Gap[] };

/** Windows that nothing covers (failed or missing), neighbours joined. `windows` in order of time. */
export function gapsOf(windows: readonly { windowStart: Date; state: WindowState }[]): Gap[] {
  const gaps: Gap[] = [];
  for (const { windowStart, state } of windows) {
    if (state !== "failed" && state !== "missing") continue;
    const last = gaps.at(-1);
    if (last?.to.getTime() === windowStart.getTime()) last.to = later(windowStart, WINDOW);
    else gaps.push({ from: windowStart, to: later(windowStart, WINDOW) });
  }
  return gaps;
}

/** The windows that a cluster owed in a stretch, by how they came out; what is neither is due still. */
export type Coverage = { owed: number; ok: number; late: number; failed: number; missing: number };

/** How the collector stood with one cluster over the last day, in numbers. */
export type CollectionSummary = Coverage & {
  clusterId: ClusterId;
  name: string;
  lastCompleteAt: Date | undefined;
  lagSeconds: number;
};

/** How the collector stands with one cluster. */
export type CollectionHealth = {
  clusterId: ClusterId;
  name: string;
  /** When the last complete list began. */
  lastCompleteAt: Date | undefined;
  lagSeconds: number;
  /** Servers now running that belong to nobody the portal knows: measured, not charged. */
  unattributed: number;
  /** Servers now running whose size nobody knows: measured, charged nothing. */
  unsized: number;
  /** The last day of windows, oldest first, as far back as the cluster goes. */
  windows: { windowStart: Date; state: WindowState; finishedAt: Date | undefined; failureCode: string | undefined }[];
};
