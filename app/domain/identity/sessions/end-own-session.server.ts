import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { SessionId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { idleSince } from "./session";
import { endSessionById } from "./sessions.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

/** Signs one of the member's own browsers out, wherever it is. Refuses `not_found` what is no open session of theirs. */
export async function endOwnSession({ userId }: Viewer, id: SessionId): Promise<void> {
  await transaction(async (tx) => {
    const now = clock.now();
    if (!(await endSessionById(tx, userId, id, { now, idleSince: idleSince(now) })))
      refuse("not_found", "sessionNotFound");
    const target = { targetKind: "session", targetId: id } as const;
    await recordActivity(tx, { actorId: userId, subjectId: userId, action: "session.end", ...target });
  });
}
