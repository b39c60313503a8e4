import type { UserId } from "~/core/id";
import { withLogContext } from "~/core/log.server";
import type { Db } from "~/db/pool.server";
import { recordActivity } from "~/domain/activity/record-activity.server";

/** One line under both names: the admin acted, on behalf of the member whose portal it is. */
export async function recordImpersonation(
  db: Db,
  { adminId, memberId }: { adminId: UserId; memberId: UserId },
  action: "acting.start" | "acting.end",
  after: Record<string, unknown>,
): Promise<void> {
  const whose = { actorId: memberId, subjectId: memberId, targetKind: "user", targetId: memberId } as const;
  await withLogContext({ impersonatorId: adminId }, () => recordActivity(db, { ...whose, action, after }));
}
