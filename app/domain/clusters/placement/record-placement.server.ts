import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { Action } from "~/domain/activity/action";
import { recordActivity } from "~/domain/activity/record-activity.server";

type PlacementNews = { action: Action & `placement.${string}`; actorId?: UserId; after?: Record<string, unknown> };

/** Records how a member's placement goes. */
export async function recordPlacement(
  db: Db,
  userId: UserId,
  { action, actorId, after }: PlacementNews,
): Promise<void> {
  await recordActivity(db, {
    actorId,
    subjectId: userId,
    action,
    targetKind: "user",
    targetId: userId,
    after,
    outcome: action === "placement.fail" ? "failed" : "success",
  });
}
