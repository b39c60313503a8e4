import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { insertIdentity, lockIdentitiesOf } from "./identities.queries.server";
import { connectionOf } from "./identity";
import { requireLinkable } from "./require-linkable.server";
import type { VouchedProfile } from "./sign-in-member.server";
import type { Viewer } from "~/domain/identity/viewer";

/**
 * From now on the member also comes in with this identity, which they have just proved to be theirs and confirmed while signed in.
 * Refuses `conflict` when it is somebody's already.
 */
export async function linkIdentity({ userId }: Viewer, profile: VouchedProfile): Promise<void> {
  const { issuer, subject } = profile;
  await transaction(async (tx) => {
    if (!(await lockIdentitiesOf(tx, userId))) refuse("not_found", "memberUnknown");
    await requireLinkable(tx, userId, profile);
    const identity = { issuer, subject, userId, createdAt: clock.now(), email: profile.email.toLowerCase() };
    if (!(await insertIdentity(tx, identity))) refuse("conflict", "identityBelongsToAnother");
    const whose = { actorId: userId, subjectId: userId, targetKind: "user", targetId: userId } as const;
    // How, and not who at the provider: the log outlives the member.
    await recordActivity(tx, { ...whose, action: "identity.link", after: { connection: connectionOf(subject) } });
  });
}
