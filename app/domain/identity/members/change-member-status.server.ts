import { refuse } from "~/core/app-error";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import type { Action } from "~/domain/activity/action";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { lockAdmins, lockMemberStatus } from "./member-status.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

type MemberStatusChange = NonNullable<Awaited<ReturnType<typeof lockMemberStatus>>>;
type Change = { action: Action; before: Record<string, unknown>; after: Record<string, unknown> };

/**
 * An admin's decision about another member, on record; `decide` makes the change and says what it was, or undefined when it was so
 * already. One decision at a time, and by whoever is an admin in office at that moment: so somebody always stays in office.
 * Refuses `forbidden` (not an admin), `conflict` (oneself) and `not_found`.
 */
export async function changeMemberStatus(
  actor: Viewer,
  userId: UserId,
  decide: (tx: Db, member: MemberStatusChange) => Promise<Change | undefined>,
): Promise<void> {
  await transaction(async (tx) => {
    if (!(await lockAdmins(tx)).includes(actor.userId)) refuse("forbidden", "adminsOnly");
    if (userId === actor.userId) refuse("conflict", "statusIsYourOwn");
    const member = (await lockMemberStatus(tx, userId)) ?? refuse("not_found", "memberNotFound");
    const change = await decide(tx, member);
    if (!change) return;
    const target = { subjectId: userId, targetKind: "user", targetId: userId } as const;
    await recordActivity(tx, { actorId: actor.userId, ...target, ...change });
  });
}
