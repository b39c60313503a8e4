import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import { db } from "~/db/pool.server";
import { isSessionAlive } from "~/domain/identity/session";
import type { Viewer } from "~/domain/identity/viewer";
import { visitOfSession } from "~/domain/identity/visit-of-session.server";
import { findSessionByHash } from "./members.queries.server";
import { requireStanding } from "./require-standing";

/** Whose session this is. Refuses `unauthenticated` (unknown or over) and `forbidden` (suspended): a program is told which it is. */
export async function requireSession(sessionToken: string): Promise<Viewer> {
  return (await visitOfSession(sessionToken))?.viewer ?? refuseSession(sessionToken);
}

async function refuseSession(sessionToken: string): Promise<never> {
  const session = await findSessionByHash(db, sha256(sessionToken));
  if (session && isSessionAlive(session, clock.now())) requireStanding(session, "sessionOver");
  refuse("unauthenticated", "sessionOver");
}
