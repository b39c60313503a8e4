import { SECOND, later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { collectorLag } from "~/core/metrics.server";
import type { Db } from "~/db/pool.server";
import { clustersCollected, runsSince } from "./collection-health.queries.server";
import { owedWindow, windowStateOf, type WindowState } from "./coverage";
import { WINDOW, windowStartOf } from "./usage-window";

/** A day of windows. */
const SHOWN_WINDOWS = 96;

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
  windows: { windowStart: Date; state: WindowState; finishedAt?: Date; failureCode?: string }[];
};

/** How the collector stands with every cluster. Also refreshes the lag that `/metrics` shows. */
export async function collectionHealth(db: Db, now: Date): Promise<CollectionHealth[]> {
  const last = owedWindow(now);
  const from = later(last, -(SHOWN_WINDOWS - 1) * WINDOW);
  const [clusters, runs] = await Promise.all([clustersCollected(db), runsSince(db, from)]);
  const runAt = new Map(runs.map((run) => [`${run.clusterId} ${run.windowStart.getTime()}`, run]));
  return clusters.map(({ clusterId, name, joinedAt, lastCompleteAt, unattributed, unsized }) => {
    const windows: CollectionHealth["windows"] = [];
    const first = windowStartOf(joinedAt) > from ? windowStartOf(joinedAt) : from;
    for (let windowStart = first; windowStart <= last; windowStart = later(windowStart, WINDOW)) {
      const run = runAt.get(`${clusterId} ${windowStart.getTime()}`);
      const { finishedAt, failureCode } = run ?? {};
      windows.push({
        windowStart,
        state: windowStateOf(windowStart, run, now),
        ...(finishedAt && { finishedAt }),
        ...(failureCode && { failureCode }),
      });
    }
    const lagSeconds = Math.max(0, Math.round((now.getTime() - (lastCompleteAt ?? joinedAt).getTime()) / SECOND));
    collectorLag.set({ cluster: name }, lagSeconds);
    return { clusterId, name, lastCompleteAt, lagSeconds, unattributed, unsized, windows };
  });
}
