import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { lockLeaving, updateLeavesAt } from "~/domain/identity/leaving.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

/** The member stays after all, as long as there is anything left of them; nothing when they were not leaving. */
export async function callOffLeaving({ userId }: Viewer): Promise<void> {
  await transaction(async (tx) => {
    const member = await lockLeaving(tx, userId);
    if (!member?.leavesAt) return;
    await updateLeavesAt(tx, userId, null);
    const who = { actorId: userId, subjectId: userId, targetKind: "user", targetId: userId } as const;
    await recordActivity(tx, { ...who, action: "member.stay", before: { leavesAt: member.leavesAt.toISOString() } });
  });
}
