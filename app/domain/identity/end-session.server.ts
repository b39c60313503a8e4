import { clock } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { endSessionOf } from "./sessions.queries.server";

/** Ends the session for good, wherever its cookie is kept. Nothing when there is none, or when it has ended already. */
export async function endSession(token: string): Promise<void> {
  await transaction(async (tx) => {
    const userId = await endSessionOf(tx, sha256(token), clock.now());
    if (!userId) return;
    const whose = { actorId: userId, subjectId: userId, targetKind: "user", targetId: userId } as const;
    await recordActivity(tx, { ...whose, action: "member.sign_out" });
  });
}
