import { errors } from "jose";
import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { isSessionAlive } from "~/domain/identity/sessions/session";
import type { Viewer } from "~/domain/identity/viewer";
import { findSessionById } from "~/domain/access/members.queries.server";
import { readPortalToken, TokenFromFuture } from "./portal-token.server";
import { requireMemberStatus } from "~/domain/access/require-member-status";

/**
 * Whom a token of ours means, while the session that it was made for lives. Refuses `unauthenticated` (not ours, over, or its session
 * has ended) and `forbidden` (suspended).
 */
export async function viewerOfPortalToken(token: string): Promise<Viewer> {
  const { userId, sessionId } = await readPortalToken(token).catch(refuseToken);
  const session = typeof sessionId === "string" ? await findSessionById(sessionId) : undefined;
  if (!session || session.viewer.userId !== userId) refuse("unauthenticated", "tokenInvalid");
  if (!isSessionAlive(session, clock.now())) refuse("unauthenticated", "sessionOver");
  requireMemberStatus(session, "tokenInvalid");
  return session.viewer;
}

function refuseToken(error: unknown): never {
  if (!(error instanceof errors.JOSEError)) throw error;
  if (error instanceof errors.JWTExpired) refuse("unauthenticated", "tokenExpired");
  const isTooEarly = error instanceof TokenFromFuture;
  refuse("unauthenticated", isTooEarly ? "tokenFromFuture" : "tokenInvalid");
}
