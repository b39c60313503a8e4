import { clock } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { revokeImpersonation } from "~/domain/identity/impersonation/impersonation.queries.server";
import { recordImpersonation } from "~/domain/identity/impersonation/record-impersonation.server";
import { endSessionOf } from "./sessions.queries.server";

/** Ends the session for good, wherever its cookie is kept. Nothing when there is none, or when it has ended already. */
export async function endSession(token: string): Promise<void> {
  await transaction(async (tx) => {
    const idHash = sha256(token);
    const userId = await endSessionOf(tx, idHash, clock.now());
    if (!userId) return;
    const ended = await revokeImpersonation(tx, idHash);
    if (ended) await recordImpersonation(tx, ended, "acting.end", { how: "signedOut" });
    const whose = { actorId: userId, subjectId: userId, targetKind: "user", targetId: userId } as const;
    await recordActivity(tx, { ...whose, action: "member.sign_out" });
  });
}
