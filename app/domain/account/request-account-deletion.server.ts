import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { deletionAt } from "~/domain/identity/members/account-deletion";
import {
  countStaying,
  lockDeletion,
  updateDeletionAt,
} from "~/domain/identity/members/account-deletion.queries.server";
import { lockAdmins } from "~/domain/identity/members/member-status.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { RequestAccountDeletionInput } from "./request-account-deletion-input";

/**
 * The member asks for the end of their account and says when that will be; asked again, it stays as it was. Refuses `invalid` (the address
 * typed is not theirs) and `conflict` (they are the last admin who stays).
 */
export async function requestAccountDeletion(
  { userId }: Viewer,
  { email }: RequestAccountDeletionInput,
): Promise<Date> {
  return transaction(async (tx) => {
    await requireSuccessor(tx, userId);
    const member = (await lockDeletion(tx, userId)) ?? refuse("not_found", "memberUnknown");
    if (email.toLowerCase() !== member.email.toLowerCase()) refuse("invalid", "leaveEmailOther");
    if (member.deletionAt) return member.deletionAt;
    const at = deletionAt(clock.now());
    await updateDeletionAt(tx, userId, at);
    const who = { actorId: userId, subjectId: userId, targetKind: "user", targetId: userId } as const;
    await recordActivity(tx, { ...who, action: "member.leave", after: { deletionAt: at.toISOString() } });
    return at;
  });
}

/** Somebody stays in office: one decision at a time, as with every change of who is. */
async function requireSuccessor(tx: Db, userId: UserId): Promise<void> {
  const admins = await lockAdmins(tx);
  if (admins.includes(userId) && (await countStaying(tx, admins, userId)) === 0) refuse("conflict", "lastAdminStays");
}
