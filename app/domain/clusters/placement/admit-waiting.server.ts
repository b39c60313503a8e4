import { transaction } from "~/db/transaction.server";
import { clusterCapacities } from "~/domain/clusters/clusters.queries.server";
import { freeCapacity } from "./placement";
import { admitOldest, lockPlacements } from "./placements.queries.server";
import { recordPlacement } from "./record-placement.server";
import { addPlacementJob } from "./request-placement.server";

/** Has as many of those who wait placed as there is room for now, oldest first; returns how many. Safe to run often and at once. */
export async function admitWaiting(): Promise<number> {
  return transaction(async (tx) => {
    await lockPlacements(tx);
    const places = (await clusterCapacities(tx)).reduce((sum, cluster) => sum + freeCapacity(cluster), 0);
    const admitted = places > 0 ? await admitOldest(tx, places) : [];
    for (const userId of admitted) {
      await recordPlacement(tx, userId, { action: "placement.admit" });
      await addPlacementJob(tx, userId);
    }
    return admitted.length;
  });
}
