import type { CollectionRun } from "~/domain/metering/collection-run";
import type { CollectionHealth } from "~/domain/metering/coverage";
import type { CollectionRunView } from "./collection-run-panel";
import type { CollectionRow } from "./collection-screen";

/** A cluster's coverage as the collection screen shows it. */
export function collectionRow(health: CollectionHealth): CollectionRow {
  return {
    id: health.clusterId,
    name: health.name,
    ...(health.lastCompleteAt && { lastRunAt: health.lastCompleteAt }),
    lagMs: health.lagSeconds * 1000,
    windows: health.windows.map(({ windowStart, ...window }) => ({ start: windowStart, ...window })),
  };
}

/** A run that an admin asked for, as the collection screen shows it. */
export function collectionRunView(run: CollectionRun, health: readonly CollectionHealth[]): CollectionRunView {
  const nameOf = (id: string) => health.find(({ clusterId }) => clusterId === id)?.name ?? id;
  return {
    runId: run.runId,
    state: run.state,
    startedAt: run.startedAt,
    of: run.of,
    seen: run.clusters.filter(({ ok }) => ok).length,
    failures: run.clusters.flatMap(({ clusterId, failureCode }) =>
      failureCode ? [{ clusterName: nameOf(clusterId), code: failureCode }] : [],
    ),
  };
}
