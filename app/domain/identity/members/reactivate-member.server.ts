import type { UserId } from "~/core/id";
import { changeMemberStatus } from "./change-member-status.server";
import { endSuspension } from "./member-status.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

/** Lets a suspended member in again: what they were signed in with works as before, and what still runs goes on. Nothing when they are not suspended. */
export async function reactivateMember(actor: Viewer, userId: UserId, { reason }: { reason: string }): Promise<void> {
  await changeMemberStatus(actor, userId, async (tx, member) => {
    if (!member.suspendedAt) return undefined;
    await endSuspension(tx, userId);
    const before = { suspended: true, reason: member.suspendedReason };
    return { action: "member.reactivate", before, after: { suspended: false, reason } };
  });
}
