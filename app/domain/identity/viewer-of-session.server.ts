import { clock } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import { db } from "~/db/pool.server";
import { isActing } from "./acting";
import { isNoteDue, isSessionAlive } from "./session";
import { findSession, noteSession } from "./sessions.queries.server";
import { noteUserSeen } from "./users.queries.server";
import type { Viewer } from "./viewer";

/**
 * Whose session this is, or undefined when it is unknown, ended, too old, too long unused, or its member is suspended. While an admin
 * looks at the portal as a member, the viewer is that member, and no admin. A database that cannot be asked is an error and never "nobody".
 */
export async function viewerOfSession(token: string): Promise<Viewer | undefined> {
  const now = clock.now();
  const idHash = sha256(token);
  const session = await findSession(idHash);
  if (!session || session.suspendedAt || !isSessionAlive(session, now)) return undefined;
  if (isNoteDue(session, now) && (await noteSession(db, idHash, now, session.lastSeenAt)))
    await noteUserSeen(db, session.viewer.userId, now);
  return seenAs(session, now);
}

type Found = NonNullable<Awaited<ReturnType<typeof findSession>>>;

function seenAs({ viewer, member, actingUntil }: Found, now: Date): Viewer {
  if (!member || !actingUntil || !isActing(viewer, member, actingUntil, now)) return viewer;
  const { userId, email, name } = member;
  const impersonator = { userId: viewer.userId, name: viewer.name, until: actingUntil };
  return { userId, email, name, isAdmin: false, impersonator };
}
