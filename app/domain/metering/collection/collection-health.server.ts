import { later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { clustersCollected, runsSince } from "./collection-health.queries.server";
import { SHOWN_WINDOWS, owedWindow, windowStateOf, type CollectionHealth } from "./coverage";
import { lagSecondsOf } from "./measure-collector-lag.server";
import { WINDOW, windowStartOf } from "~/domain/metering/windows/usage-window";

/** How the collector stood in each window of the last day with these clusters, or with every one. */
export async function collectionHealth(db: Db, now: Date, ids?: readonly ClusterId[]): Promise<CollectionHealth[]> {
  const last = owedWindow(now);
  const from = later(last, -(SHOWN_WINDOWS - 1) * WINDOW);
  const clusters = await clustersCollected(db, ids);
  const runs = await runsSince(
    db,
    clusters.map(({ clusterId }) => clusterId),
    from,
  );
  const runAt = new Map(runs.map((run) => [`${run.clusterId} ${run.windowStart.getTime()}`, run]));
  return clusters.map((cluster) => {
    const { clusterId, name, joinedAt, lastCompleteAt, unattributed, unsized } = cluster;
    const windows: CollectionHealth["windows"] = [];
    const first = windowStartOf(joinedAt) > from ? windowStartOf(joinedAt) : from;
    for (let windowStart = first; windowStart <= last; windowStart = later(windowStart, WINDOW)) {
      const run = runAt.get(`${clusterId} ${windowStart.getTime()}`);
      const { finishedAt, failureCode } = run ?? {};
      windows.push({ windowStart, state: windowStateOf(windowStart, run, now), finishedAt, failureCode });
    }
    return { clusterId, name, lastCompleteAt, lagSeconds: lagSecondsOf(cluster, now), unattributed, unsized, windows };
  });
}
