import { refuse } from "~/core/app-error";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { isActingOf } from "./acting.queries.server";
import type { Viewer } from "./viewer";

/** The member has seen that somebody looked, and need not be told of that look again. The log, which tells, also remembers this. */
export async function putActingAway({ userId }: Viewer, activityId: string): Promise<void> {
  await transaction(async (tx) => {
    if (!(await isActingOf(tx, userId, activityId))) refuse("not_found", "actingNotFound");
    const whose = { actorId: userId, subjectId: userId, targetKind: "activity", targetId: activityId } as const;
    await recordActivity(tx, { ...whose, action: "acting.seen" });
  });
}
