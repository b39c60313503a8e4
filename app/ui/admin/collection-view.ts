import type { CollectionHealth } from "~/domain/metering/coverage";
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
