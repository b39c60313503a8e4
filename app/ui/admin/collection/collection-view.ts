import type { CollectionRun } from "~/domain/metering/collection/collection-run";
import type { CollectionHealth, CollectionSummary, LatestGaps } from "~/domain/metering/collection/coverage";
import type { CollectionRunView } from "./collection-run-panel";
import type { LookedAt } from "./collection-screen";
import type { CollectedCluster } from "./collection-table";

/** A cluster's last day in numbers, as the collection screen shows it. */
export function collectedCluster({ clusterId: id, lastCompleteAt, lagSeconds, ...counts }: CollectionSummary) {
  const { name, owed, late, failed, missing } = counts;
  const row: CollectedCluster = { id, name, lagMs: lagSeconds * 1000, owed, late, failed, missing };
  return { ...row, ...(lastCompleteAt && { lastRunAt: lastCompleteAt }) };
}

/** The cluster that is looked at closely, with each of its windows, and its gaps of the last month. */
export function lookedAt(cluster: CollectedCluster, { windows }: CollectionHealth, gaps: LatestGaps): LookedAt {
  return {
    ...cluster,
    gaps,
    windows: windows.map(({ windowStart, ...window }) => ({ start: windowStart, ...window })),
  };
}

/** A run that an admin asked for, as the collection screen shows it; `names` are those of the clusters that were not seen, by id. */
export function collectionRunView(run: CollectionRun, names: ReadonlyMap<string, string>): CollectionRunView {
  return {
    runId: run.runId,
    state: run.state,
    startedAt: run.startedAt,
    of: run.of,
    seen: run.clusters.filter(({ ok }) => ok).length,
    failures: run.clusters.flatMap(({ clusterId, failureCode }) =>
      failureCode ? [{ clusterName: names.get(clusterId) ?? clusterId, code: failureCode }] : [],
    ),
  };
}
