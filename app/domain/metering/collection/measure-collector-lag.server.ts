import { SECOND } from "~/core/clock";
import { collectorLag } from "~/core/metrics.server";
import type { Db } from "~/db/pool.server";
import { clustersCollected, type CollectedCluster } from "./collection-health.queries.server";

/** Refreshes what `/metrics` says of each cluster's lag. It grows by itself, so it is to be measured when it is asked for. */
export async function measureCollectorLag(db: Db, now: Date): Promise<void> {
  for (const cluster of await clustersCollected(db))
    collectorLag.set({ cluster: cluster.name }, lagSecondsOf(cluster, now));
}

/** How long ago the last complete list began, or, until there is one, the cluster joined. */
export function lagSecondsOf({ lastCompleteAt, joinedAt }: CollectedCluster, now: Date): number {
  return Math.max(0, Math.round((now.getTime() - (lastCompleteAt ?? joinedAt).getTime()) / SECOND));
}
