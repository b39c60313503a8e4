import type { UserId } from "~/core/id";
import { changeStanding } from "./change-standing.server";
import { endSuspension } from "./standing.queries.server";
import type { Viewer } from "./viewer";

/** Lets a suspended member in again: what they were signed in with works as before, and what still runs goes on. Nothing when they are not suspended. */
export async function reactivateMember(actor: Viewer, userId: UserId, { reason }: { reason: string }): Promise<void> {
  await changeStanding(actor, userId, async (tx, member) => {
    if (!member.suspendedAt) return undefined;
    await endSuspension(tx, userId);
    const before = { suspended: true, reason: member.suspendedReason };
    return { action: "member.reactivate", before, after: { suspended: false, reason } };
  });
}
