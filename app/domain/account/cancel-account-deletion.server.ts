import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { lockDeletion, updateDeletionAt } from "~/domain/identity/members/account-deletion.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

/** The member stays after all, as long as there is anything left of them; nothing when they were not leaving. */
export async function cancelAccountDeletion({ userId }: Viewer): Promise<void> {
  await transaction(async (tx) => {
    const member = await lockDeletion(tx, userId);
    if (!member?.deletionAt) return;
    await updateDeletionAt(tx, userId, null);
    const who = { actorId: userId, subjectId: userId, targetKind: "user", targetId: userId } as const;
    await recordActivity(tx, {
      ...who,
      action: "member.stay",
      before: { deletionAt: member.deletionAt.toISOString() },
    });
  });
}
