import type { UserId, WorkloadId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { holdMemberStatus } from "~/domain/identity/members/member-status.queries.server";
import { lastSignOfLife } from "./runs.queries.server";
import { desireStopped } from "./set-desired-state.server";
import type { StateReason } from "./workload";
import { lockWorkload } from "./workloads.queries.server";

/**
 * Stops what its owner can no longer pay, in the caller's transaction; the portal itself acts. False when it is stopping or down already,
 * or not the owner's.
 */
export async function stopForCredit(tx: Db, ownerId: UserId, id: WorkloadId): Promise<boolean> {
  return stopByPortal(tx, ownerId, id, "creditUsedUp");
}

/** Stops what belongs to a member whose account is deleted; the portal itself acts. */
export async function stopForAccountDeletion(ownerId: UserId, id: WorkloadId): Promise<void> {
  await transaction((tx) => stopByPortal(tx, ownerId, id, "ownerLeaves"));
}

/** Stops what a suspended member runs, once their grace is over; nothing when they were let in again meanwhile. The portal itself acts. */
export async function stopForSuspension(ownerId: UserId, id: WorkloadId): Promise<void> {
  await transaction(async (tx) => {
    if ((await holdMemberStatus(tx, ownerId))?.isStopDue) await stopByPortal(tx, ownerId, id, "ownerSuspended");
  });
}

/** A person's stop ends the bill at the click. The portal's own ends it at the last sign of life: it charges nothing that nobody saw. */
async function stopByPortal(tx: Db, ownerId: UserId, id: WorkloadId, reason: StateReason): Promise<boolean> {
  const workload = await lockWorkload(tx, ownerId, id);
  if (workload?.desired !== "running") return false;
  return desireStopped(tx, workload, { reason, endedAt: await lastSignOfLife(tx, id) });
}
