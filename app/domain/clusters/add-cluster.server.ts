import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { newId, type ClusterId, type UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { isDuplicate, transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { AddClusterInput } from "./add-cluster-input";
import { sealClusterSecret } from "~/domain/clusters/connections/cluster-secrets.server";
import { insertCluster } from "./clusters.queries.server";

/**
 * Adds a cluster that members can be placed on and returns its id; its secrets are sealed. Refuses `conflict` when the name is taken, and
 * whatever `check` refuses, which is called first in the same transaction.
 */
export async function addCluster(
  input: AddClusterInput,
  actorId?: UserId,
  check?: (tx: Db) => Promise<void>,
): Promise<ClusterId> {
  const id = newId("cluster");
  const { hopsworksKey, hubToken, ...open } = input;
  try {
    await transaction(async (tx) => {
      await check?.(tx);
      await insertCluster(tx, {
        ...open,
        id,
        hopsworksKeySealed: await sealClusterSecret(tx, hopsworksKey, "hopsworks_key", id),
        hopsworksKeyLast4: hopsworksKey.slice(-4),
        hubTokenSealed: await sealClusterSecret(tx, hubToken, "hub_token", id),
        createdAt: clock.now(),
      });
      await recordActivity(tx, { actorId, action: "cluster.add", targetKind: "cluster", targetId: id, after: open });
    });
  } catch (error) {
    if (isDuplicate(error)) refuse("conflict", "clusterNameTaken", { name: input.name });
    throw error;
  }
  return id;
}
