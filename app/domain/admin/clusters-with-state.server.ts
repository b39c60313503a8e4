import type { Db } from "~/db/pool.server";
import { clustersOverview } from "~/domain/clusters/clusters.queries.server";
import { clustersCollected } from "~/domain/metering/collection-health.queries.server";
import { activeByCluster } from "./environments.queries.server";

/** Every cluster, oldest first, with its hub's health, what runs there and when that was last measured. No secret but the end of the key. */
export async function clustersWithState(db: Db) {
  const [clusters, running, collected] = await Promise.all([
    clustersOverview(db),
    activeByCluster(db),
    clustersCollected(db),
  ]);
  return clusters.map(({ hubState, hubVersion, hubCheckedAt, ...cluster }) => {
    const lastCollectedAt = collected.find(({ clusterId }) => clusterId === cluster.id)?.lastCompleteAt;
    return {
      ...cluster,
      running: running.get(cluster.id) ?? 0,
      hub: {
        state: hubState ?? ("unknown" as const),
        ...(hubVersion && { version: hubVersion }),
        ...(hubCheckedAt && { checkedAt: hubCheckedAt }),
      },
      ...(lastCollectedAt && { lastCollectedAt }),
    };
  });
}
