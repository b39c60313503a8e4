import type { Db } from "~/db/pool.server";
import { withSameHub } from "~/domain/clusters/connections/cluster-addresses";
import { hubAddresses, type ClusterOverview } from "~/domain/clusters/clusters.queries.server";
import { clustersCollected } from "~/domain/metering/collection/collection-health.queries.server";
import { activeByCluster } from "./environments.queries.server";

export type ClusterWithState = Awaited<ReturnType<typeof clustersWithState>>[number];

/**
 * These clusters with their hubs' health, what runs there and when that was last measured. `sharesHubWith` names other clusters, of all, at
 * the same hub.
 */
export async function clustersWithState(db: Db, clusters: readonly ClusterOverview[]) {
  const ids = clusters.map(({ id }) => id);
  const [addresses, running, collected] = await Promise.all([
    hubAddresses(db),
    activeByCluster(db, ids),
    clustersCollected(db, ids),
  ]);
  const sameHub = withSameHub(addresses);
  const lastCollected = new Map(collected.map(({ clusterId, lastCompleteAt }) => [clusterId, lastCompleteAt]));
  return clusters.map(({ hubState, hubVersion, hubCheckedAt, hopsworksState, hopsworksCheckedAt, ...cluster }) => {
    const lastCollectedAt = lastCollected.get(cluster.id);
    return {
      ...cluster,
      sharesHubWith: (sameHub.get(cluster.id) ?? []).map(({ name }) => name),
      hopsworks: {
        state: hopsworksState ?? ("unknown" as const),
        ...(hopsworksCheckedAt && { checkedAt: hopsworksCheckedAt }),
      },
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
