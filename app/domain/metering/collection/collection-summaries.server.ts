import { later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { clustersCollected } from "./collection-health.queries.server";
import { SHOWN_WINDOWS, owedWindow, type CollectionSummary } from "./coverage";
import { coverageOfClusters } from "./coverage.queries.server";
import { lagSecondsOf } from "./measure-collector-lag.server";
import { WINDOW } from "~/domain/metering/windows/usage-window";

/** The last day of these clusters in numbers, by name; two questions, however many they are. */
export async function collectionSummaries(db: Db, now: Date, ids: readonly ClusterId[]): Promise<CollectionSummary[]> {
  const last = owedWindow(now);
  const from = later(last, -(SHOWN_WINDOWS - 1) * WINDOW);
  const [coverage, collected] = await Promise.all([
    coverageOfClusters(db, ids, { from, last }),
    clustersCollected(db, ids),
  ]);
  const collectedOf = new Map(collected.map((cluster) => [cluster.clusterId, cluster]));
  return coverage.flatMap((counts) => {
    const cluster = collectedOf.get(counts.clusterId);
    return cluster
      ? [{ ...counts, lastCompleteAt: cluster.lastCompleteAt, lagSeconds: lagSecondsOf(cluster, now) }]
      : [];
  });
}
