import { refuse } from "~/core/app-error";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { isImpersonationOf } from "./impersonation.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

/** The member has seen that somebody looked, and need not be told of that look again. The log, which tells, also remembers this. */
export async function dismissImpersonationNotice({ userId }: Viewer, activityId: string): Promise<void> {
  await transaction(async (tx) => {
    if (!(await isImpersonationOf(tx, userId, activityId))) refuse("not_found", "impersonationNotFound");
    const whose = { actorId: userId, subjectId: userId, targetKind: "activity", targetId: activityId } as const;
    await recordActivity(tx, { ...whose, action: "acting.seen" });
  });
}
