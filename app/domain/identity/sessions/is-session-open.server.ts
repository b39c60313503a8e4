import { clock } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import { isSessionAlive } from "./session";
import { findSession } from "./sessions.queries.server";

/** Whether the session still lets its member in. Asking does not count as using it. */
export async function isSessionOpen(token: string): Promise<boolean> {
  const session = await findSession(sha256(token));
  return session !== undefined && !session.suspendedAt && !session.anonymizedAt && isSessionAlive(session, clock.now());
}
