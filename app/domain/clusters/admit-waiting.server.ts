import { transaction } from "~/db/transaction.server";
import { roomOfClusters } from "./clusters.queries.server";
import { roomIn } from "./placement";
import { admitOldest, lockRoom } from "./placements.queries.server";
import { recordPlacement } from "./record-placement.server";
import { addPlacementJob } from "./request-placement.server";

/** Has as many of those who wait placed as there is room for now, oldest first; returns how many. Safe to run often and at once. */
export async function admitWaiting(): Promise<number> {
  return transaction(async (tx) => {
    await lockRoom(tx);
    const places = (await roomOfClusters(tx)).reduce((sum, cluster) => sum + roomIn(cluster), 0);
    const admitted = places > 0 ? await admitOldest(tx, places) : [];
    for (const userId of admitted) {
      await recordPlacement(tx, userId, { action: "placement.admit" });
      await addPlacementJob(tx, userId);
    }
    return admitted.length;
  });
}
