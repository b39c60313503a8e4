import { refuse } from "~/core/app-error";
import type { ClusterId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { admitWaiting } from "~/domain/clusters/placement/admit-waiting.server";
import type { ChangeClusterInput } from "./change-cluster-input";
import { lockClusterRow, updateCluster } from "./clusters.queries.server";

/**
 * Sets how many members a cluster takes and whether it takes new ones; whoever waits is placed at once, and how many is
 * returned. Nobody who has a place loses it: refuses `conflict` below the members who are there, `not_found` for no such cluster.
 */
export async function changeCluster(
  actor: Viewer,
  id: ClusterId,
  { maxMembers, acceptsMembers }: ChangeClusterInput,
): Promise<number> {
  await transaction(async (tx) => {
    const { memberCount, ...before } = await lockClusterRow(tx, id);
    if (maxMembers < memberCount) refuse("conflict", "maxMembersBelowCount", { members: memberCount });
    const after = { maxMembers, acceptsMembers };
    if (before.maxMembers === maxMembers && before.acceptsMembers === acceptsMembers) return;
    await updateCluster(tx, id, after);
    const target = { targetKind: "cluster", targetId: id } as const;
    await recordActivity(tx, { actorId: actor.userId, action: "cluster.change", ...target, before, after });
  });
  return admitWaiting();
}
