import { clock } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { takeEyesBack } from "./acting.queries.server";
import { recordActing } from "./record-acting.server";
import { endSessionOf } from "./sessions.queries.server";

/** Ends the session for good, wherever its cookie is kept. Nothing when there is none, or when it has ended already. */
export async function endSession(token: string): Promise<void> {
  await transaction(async (tx) => {
    const idHash = sha256(token);
    const userId = await endSessionOf(tx, idHash, clock.now());
    if (!userId) return;
    const acting = await takeEyesBack(tx, idHash);
    if (acting) await recordActing(tx, acting, "acting.end", { how: "signedOut" });
    const whose = { actorId: userId, subjectId: userId, targetKind: "user", targetId: userId } as const;
    await recordActivity(tx, { ...whose, action: "member.sign_out" });
  });
}
