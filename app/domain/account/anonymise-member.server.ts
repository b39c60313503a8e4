import { clock, HOUR, later } from "~/core/clock";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { forgetAccess } from "~/domain/access/forget-access.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { forgetBuyer } from "~/domain/billing/forget-buyer.server";
import { findAssignment } from "~/domain/clusters/assignments.queries.server";
import { givePlaceBack } from "~/domain/clusters/give-place-back.server";
import { lockRoom } from "~/domain/clusters/placements.queries.server";
import { anonymizeWorkloads } from "~/domain/workloads/anonymize-workloads.server";
import { activeWorkloadsOf } from "~/domain/workloads/workloads.queries.server";
import { forgetPerson, lockDue } from "~/domain/identity/leaving.queries.server";
import { lockAdmins } from "~/domain/identity/standing.queries.server";
import { lockCluster } from "~/domain/metering/collector-runs.queries.server";
import { renameSegmentsOf } from "~/domain/metering/sightings.queries.server";
import { deleteEndpointsOf } from "~/domain/webhooks/endpoints/endpoints.queries.server";

/** How long a hub that does not answer may keep a member's environments from their rest, and with them the member. */
const PATIENCE = HOUR;

/**
 * Takes away everything personal of a member whose time has come, all or nothing; the books keep their id. False while they must wait:
 * something of theirs is not at rest yet, another process is at it, they stay after all, or nobody else is in office.
 */
export async function anonymiseMember(userId: UserId): Promise<boolean> {
  const now = clock.now();
  return transaction(async (tx) => {
    await holdOthersOff(tx, userId);
    const admins = await lockAdmins(tx);
    const member = await lockDue(tx, userId, now);
    if (!member?.leavesAt) return false;
    if (member.isAdmin && admins.every((id) => id === userId)) return false;
    const isPatient = now < later(member.leavesAt, PATIENCE);
    if (isPatient && (await activeWorkloadsOf(tx, userId)).length > 0) return false;
    await forget(tx, userId, member.email, now);
    return true;
  });
}

/** What gives places and what collects usage name a member by the hub's name: neither is under way while that goes. */
async function holdOthersOff(tx: Db, userId: UserId): Promise<void> {
  await lockRoom(tx);
  const place = await findAssignment(tx, userId);
  if (place) await lockCluster(tx, place.clusterId);
}

async function forget(tx: Db, userId: UserId, email: string, now: Date): Promise<void> {
  await anonymizeWorkloads(tx, userId);
  const keyCount = await forgetAccess(tx, userId);
  const webhookCount = await deleteEndpointsOf(tx, userId);
  await renameSegmentsOf(tx, userId);
  const clusterId = await givePlaceBack(tx, userId);
  await forgetBuyer(tx, userId, email);
  await forgetPerson(tx, userId, now);
  await recordActivity(tx, {
    subjectId: userId,
    action: "member.anonymise",
    targetKind: "user",
    targetId: userId,
    after: { keyCount, webhookCount, ...(clusterId && { clusterId }) },
  });
}
