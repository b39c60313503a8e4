import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { changeMemberStatus } from "./change-member-status.server";
import { updateSuspension } from "./member-status.queries.server";
import { graces, stopsAtOf, type Grace } from "./suspension";
import type { Viewer } from "~/domain/identity/viewer";

type Suspension = { reason: string; graceMinutes?: Grace };

/**
 * Keeps a member out until they are let in again; at their next request they are told why, and when what they run is stopped: after the
 * grace, which a second suspension may shorten and never lengthens. Their sessions, keys and things stay as they are. An admin can be
 * suspended by another, never by themself, so there is always one left.
 */
export async function suspendMember(
  actor: Viewer,
  userId: UserId,
  { reason, graceMinutes = graces[0] }: Suspension,
): Promise<void> {
  await changeMemberStatus(actor, userId, async (tx, member) => {
    const { suspendedAt, suspendedReason, suspensionStopsAt } = member;
    const since = suspendedAt ?? clock.now();
    const stopsAt = await updateSuspension(tx, userId, { since, reason, graceMinutes });
    const before = suspendedAt && stopsAtOf({ suspendedAt, suspensionStopsAt });
    if (before && suspendedReason === reason && stopsAt >= before) return undefined;
    return {
      action: "member.suspend",
      before: { suspended: suspendedAt !== null, reason: suspendedReason, ...(before && { stopsAt: before }) },
      after: { suspended: true, reason, stopsAt },
    };
  });
}
