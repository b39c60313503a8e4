import { clock, HOUR, later } from "~/core/clock";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { deleteAccess } from "~/domain/access/delete-access.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { anonymizeBuyer } from "~/domain/billing/anonymize-buyer.server";
import { findAssignment } from "~/domain/clusters/placement/assignments.queries.server";
import { releasePlace } from "~/domain/clusters/placement/release-place.server";
import { lockPlacements } from "~/domain/clusters/placement/placements.queries.server";
import { anonymizeWorkloads } from "~/domain/workloads/anonymize-workloads.server";
import { activeWorkloadsOf } from "~/domain/workloads/workloads.queries.server";
import { anonymizePerson, lockDue } from "~/domain/identity/members/account-deletion.queries.server";
import { lockAdmins } from "~/domain/identity/members/member-status.queries.server";
import { lockClusterCollection } from "~/domain/metering/collection/collector-runs.queries.server";
import { renameSegmentsOf } from "~/domain/metering/collection/sightings.queries.server";
import { deleteEndpointsOf } from "~/domain/webhooks/endpoints/endpoints.queries.server";

/** How long a hub that does not answer may keep a member's environments from their rest, and with them the member. */
const TIMEOUT = HOUR;

/**
 * Takes away everything personal of a member whose time has come, all or nothing; the books keep their id. False while they must wait:
 * something of theirs is not at rest yet, another process is at it, they stay after all, or nobody else is in office.
 */
export async function anonymizeMember(userId: UserId): Promise<boolean> {
  const now = clock.now();
  return transaction(async (tx) => {
    await holdOthersOff(tx, userId);
    const admins = await lockAdmins(tx);
    const member = await lockDue(tx, userId, now);
    if (!member?.deletionAt) return false;
    if (member.isAdmin && admins.every((id) => id === userId)) return false;
    const isWithinTimeout = now < later(member.deletionAt, TIMEOUT);
    if (isWithinTimeout && (await activeWorkloadsOf(tx, userId)).length > 0) return false;
    await forget(tx, userId, member.email, now);
    return true;
  });
}

/** What gives places and what collects usage name a member by the hub's name: neither is under way while that goes. */
async function holdOthersOff(tx: Db, userId: UserId): Promise<void> {
  await lockPlacements(tx);
  const place = await findAssignment(tx, userId);
  if (place) await lockClusterCollection(tx, place.clusterId);
}

async function forget(tx: Db, userId: UserId, email: string, now: Date): Promise<void> {
  await anonymizeWorkloads(tx, userId);
  const keyCount = await deleteAccess(tx, userId);
  const webhookCount = await deleteEndpointsOf(tx, userId);
  await renameSegmentsOf(tx, userId);
  const clusterId = await releasePlace(tx, userId);
  await anonymizeBuyer(tx, userId, email);
  await anonymizePerson(tx, userId, now);
  await recordActivity(tx, {
    subjectId: userId,
    action: "member.anonymise",
    targetKind: "user",
    targetId: userId,
    after: { keyCount, webhookCount, ...(clusterId && { clusterId }) },
  });
}
