import type { Db } from "~/db/pool.server";
import { withSameHub } from "~/domain/clusters/cluster-addresses";
import { clustersOverview, hubAddresses } from "~/domain/clusters/clusters.queries.server";
import { clustersCollected } from "~/domain/metering/collection-health.queries.server";
import { activeByCluster } from "./environments.queries.server";

/**
 * Every cluster, oldest first, with its hub's health, what runs there and when that was last measured. No secret but the end of the key. `sharesHubWith`
 * names other clusters at the same hub.
 */
export async function clustersWithState(db: Db) {
  const [clusters, addresses, running, collected] = await Promise.all([
    clustersOverview(db),
    hubAddresses(db),
    activeByCluster(db),
    clustersCollected(db),
  ]);
  return clusters.map(({ hubState, hubVersion, hubCheckedAt, hopsworksState, hopsworksCheckedAt, ...cluster }) => {
    const lastCollectedAt = collected.find(({ clusterId }) => clusterId === cluster.id)?.lastCompleteAt;
    const sharesHubWith = withSameHub(addresses, cluster.id).map(({ name }) => name);
    return {
      ...cluster,
      sharesHubWith,
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
