import { refuse } from "~/core/app-error";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { deleteIdentity, identitiesOf, lockIdentitiesOf } from "./identities.queries.server";
import { connectionOf } from "./identity";
import type { Viewer } from "~/domain/identity/viewer";

/** The member comes in with this identity no longer. Refuses `not_found`, and `conflict` for the last one they have. */
export async function unlinkIdentity({ userId }: Viewer, identity: { issuer: string; subject: string }): Promise<void> {
  await transaction(async (tx) => {
    await lockIdentitiesOf(tx, userId);
    const mine = await identitiesOf(tx, userId);
    const isMine = mine.some((one) => one.issuer === identity.issuer && one.subject === identity.subject);
    if (!isMine) refuse("not_found", "identityNotFound");
    if (mine.length === 1) refuse("conflict", "identityIsLast");
    await deleteIdentity(tx, userId, identity);
    const whose = { actorId: userId, subjectId: userId, targetKind: "user", targetId: userId } as const;
    const before = { connection: connectionOf(identity.subject) };
    await recordActivity(tx, { ...whose, action: "identity.unlink", before });
  });
}
