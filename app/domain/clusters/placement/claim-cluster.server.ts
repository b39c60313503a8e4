import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { ClusterId, UserId } from "~/core/id";
import { notify } from "~/db/notify.server";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { MemberProfile } from "~/domain/identity/members/member-profile.server";
import { findAssignment, insertAssignment } from "./assignments.queries.server";
import { clusterCapacities, reserveSlot } from "~/domain/clusters/clusters.queries.server";
import { removalKeys } from "./hub-user-removal.server";
import { leastLoaded, freeCapacity } from "./placement";
import {
  countAhead,
  findPlacement,
  isJobAhead,
  lockPlacements,
  movePlacement,
  resetSteps,
} from "./placements.queries.server";
import { recordPlacement } from "./record-placement.server";

/**
 * Gives the member a place on the least loaded cluster, once. False when they have to wait: no cluster has free capacity, or those who asked
 * earlier and still have no place need all there is.
 */
export async function claimCluster(member: MemberProfile): Promise<boolean> {
  return transaction(async (tx) => {
    await lockPlacements(tx);
    if (await findAssignment(tx, member.userId)) return true;
    // They have left meanwhile, and their placement with them.
    if (!(await findPlacement(tx, member.userId))) return false;
    const ahead = await countAhead(tx, member.userId);
    for (;;) {
      const clusters = await clusterCapacities(tx);
      const places = clusters.reduce((sum, one) => sum + freeCapacity(one), 0);
      const cluster = places > ahead ? leastLoaded(clusters) : undefined;
      if (!cluster) return wait(tx, member.userId);
      // An administrator may have closed or shrunk it since it was read.
      if (await reserveSlot(tx, cluster.id)) return assign(tx, member, cluster);
    }
  });
}

async function assign(db: Db, member: MemberProfile, cluster: { id: ClusterId; name: string }): Promise<true> {
  const { userId } = member;
  const hubUsername = member.email.toLowerCase();
  // Somebody of that name has left and is not gone there yet: a new member takes over nothing of theirs.
  if (await isJobAhead(db, removalKeys(cluster.id, hubUsername))) refuse("unavailable", "hubStillClearing");
  await movePlacement(db, userId, ["waiting"], "placing");
  await insertAssignment(db, { userId, clusterId: cluster.id, hubUsername, assignedAt: clock.now() });
  await recordActivity(db, {
    subjectId: userId,
    action: "cluster.assign",
    targetKind: "cluster",
    targetId: cluster.id,
    after: { cluster: cluster.name },
  });
  return true;
}

async function wait(db: Db, userId: UserId): Promise<false> {
  await resetSteps(db, userId, ["running"]);
  if (await movePlacement(db, userId, ["placing"], "waiting"))
    await recordPlacement(db, userId, { action: "placement.wait" });
  await notify(db, "placement", userId);
  return false;
}
