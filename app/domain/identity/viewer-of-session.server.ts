import { clock } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import { db } from "~/db/pool.server";
import { isNoteDue, isSessionAlive } from "./session";
import { findSession, noteSession } from "./sessions.queries.server";
import { noteUserSeen } from "./users.queries.server";
import type { Viewer } from "./viewer";

/**
 * Whose session this is, or undefined when it is unknown, ended, too old, too long unused, or its member is suspended. A database that
 * cannot be asked is an error and never "nobody".
 */
export async function viewerOfSession(token: string): Promise<Viewer | undefined> {
  const now = clock.now();
  const idHash = sha256(token);
  const session = await findSession(idHash);
  if (!session || session.suspendedAt || !isSessionAlive(session, now)) return undefined;
  if (isNoteDue(session, now) && (await noteSession(db, idHash, now, session.lastSeenAt)))
    await noteUserSeen(db, session.viewer.userId, now);
  return session.viewer;
}
