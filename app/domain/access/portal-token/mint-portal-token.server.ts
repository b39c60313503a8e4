import { refuse } from "~/core/app-error";
import { clock, instant } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import { db } from "~/db/pool.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { isSessionAlive } from "~/domain/identity/sessions/session";
import type { Viewer } from "~/domain/identity/viewer";
import { findSessionByHash } from "~/domain/access/members.queries.server";
import { signPortalToken, TOKEN_LASTS } from "./portal-token.server";
import { refuseImpersonator } from "~/domain/access/refuse-impersonator";

/** Mints a token that acts as the member for a quarter of an hour, while the session of this cookie lives. It is stored nowhere. */
export async function mintPortalToken(
  viewer: Viewer,
  sessionToken: string,
): Promise<{ token: string; expiresAt: Date }> {
  refuseImpersonator(viewer);
  const { userId } = viewer;
  const now = clock.now();
  const session = await findSessionByHash(db, sha256(sessionToken));
  if (!session || session.viewer.userId !== userId || !isSessionAlive(session, now))
    refuse("unauthenticated", "sessionOver");
  const until = Math.min(now.getTime() + TOKEN_LASTS, session.expiresAt.getTime());
  const minted = await signPortalToken({ userId, sessionId: session.id }, instant(until));
  await recordActivity(db, {
    actorId: userId,
    subjectId: userId,
    action: "token.mint",
    targetKind: "session",
    targetId: session.id,
    after: { expiresAt: minted.expiresAt.toISOString() },
  });
  return minted;
}
