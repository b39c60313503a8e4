import { clock } from "~/core/clock";
import type { SessionId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { idleSince } from "./session";
import { endSessionsOf } from "./sessions.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

/** Signs the member out everywhere, or everywhere but in the session to keep, and says in how many browsers that was. */
export async function endSessions({ userId }: Viewer, { keep }: { keep?: SessionId } = {}): Promise<number> {
  return transaction(async (tx) => {
    const now = clock.now();
    const ended = await endSessionsOf(tx, userId, { now, idleSince: idleSince(now) }, keep);
    if (ended === 0) return 0;
    const who = { actorId: userId, subjectId: userId, targetKind: "user", targetId: userId } as const;
    await recordActivity(tx, { ...who, action: "session.end_all", after: { ended } });
    return ended;
  });
}
