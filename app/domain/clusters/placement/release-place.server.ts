import type { ClusterId, UserId } from "~/core/id";
import { addJob } from "~/db/jobs.server";
import type { Db } from "~/db/pool.server";
import { deletePlace } from "./assignments.queries.server";
import { releaseSlot } from "~/domain/clusters/clusters.queries.server";
import { removalKey, sealName } from "./hub-user-removal.server";

/**
 * Frees the member's place for others, and has the hub's user removed by a durable job: a hub that is down delays that alone. The caller
 * holds the lock on capacity (`lockPlacements`). Answers where the place was.
 */
export async function releasePlace(db: Db, userId: UserId): Promise<ClusterId | undefined> {
  const place = await deletePlace(db, userId);
  if (!place) return undefined;
  const { clusterId, hubUsername } = place;
  await releaseSlot(db, clusterId);
  const sealedName = sealName(clusterId, hubUsername);
  await addJob(db, "remove_hub_user", { clusterId, sealedName }, { key: removalKey(clusterId, hubUsername) });
  return clusterId;
}
