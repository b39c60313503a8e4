import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { changeStanding } from "./change-standing.server";
import { updateSuspension } from "./standing.queries.server";
import type { Viewer } from "./viewer";

/**
 * Keeps a member out until they are let in again; at their next request they are told why. Their sessions, keys and things stay as they
 * are. An admin can be suspended by another, never by themself, so there is always one left.
 */
export async function suspendMember(actor: Viewer, userId: UserId, { reason }: { reason: string }): Promise<void> {
  await changeStanding(actor, userId, async (tx, member) => {
    if (member.suspendedAt && member.suspendedReason === reason) return undefined;
    await updateSuspension(tx, userId, member.suspendedAt ?? clock.now(), reason);
    const before = { suspended: member.suspendedAt !== null, reason: member.suspendedReason };
    return { action: "member.suspend", before, after: { suspended: true, reason } };
  });
}
