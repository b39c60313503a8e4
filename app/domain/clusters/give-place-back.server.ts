import type { ClusterId, UserId } from "~/core/id";
import { addJob } from "~/db/jobs.server";
import type { Db } from "~/db/pool.server";
import { deletePlace } from "./assignments.queries.server";
import { giveRoomBack } from "./clusters.queries.server";
import { farewellKey, sealName } from "./farewell.server";

/**
 * Frees the member's place for others, and has the hub's user removed by a durable job: a hub that is down delays that alone. The caller
 * holds the room (`lockRoom`). Answers where the place was.
 */
export async function givePlaceBack(db: Db, userId: UserId): Promise<ClusterId | undefined> {
  const place = await deletePlace(db, userId);
  if (!place) return undefined;
  const { clusterId, hubUsername } = place;
  await giveRoomBack(db, clusterId);
  const sealedName = sealName(clusterId, hubUsername);
  await addJob(db, "remove_hub_user", { clusterId, sealedName }, { key: farewellKey(clusterId, hubUsername) });
  return clusterId;
}
