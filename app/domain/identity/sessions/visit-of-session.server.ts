import { clock } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import type { SessionId, UserId } from "~/core/id";
import { currentLogContext } from "~/core/log.server";
import { refuseWhileClockIsWrong } from "~/db/clock-trust.server";
import { db } from "~/db/pool.server";
import { isImpersonating } from "~/domain/identity/impersonation/impersonation";
import type { StoredPreferences } from "~/domain/identity/members/preferences";
import { isNoteDue, isSessionAlive } from "./session";
import { findSession, noteSession } from "./sessions.queries.server";
import { refuseSuspended } from "~/domain/identity/members/member-status";
import { noteUserSeen } from "~/domain/identity/members/users.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

/** One browser that is signed in: whose it is, who is looking, and how they want to see the portal. */
export type Visit = {
  sessionId: SessionId;
  ownerId: UserId;
  viewer: Viewer;
  preferences: StoredPreferences;
  /** When the viewer's account goes, as they have asked. */
  deletionAt: Date | undefined;
};

/**
 * Whose session this is, or undefined when it is unknown, ended, too old or too long unused. Refuses `forbidden` (suspended) when it is
 * a suspended member's. While an admin looks at the portal as a member, the viewer is that member, and no admin. A database that cannot
 * be asked is an error and never "nobody"; refuses `unavailable` while this machine's clock is wrong, which may end nobody's session.
 */
export async function visitOfSession(token: string): Promise<Visit | undefined> {
  refuseWhileClockIsWrong();
  const now = clock.now();
  const idHash = sha256(token);
  const session = await findSession(idHash);
  if (!session || session.anonymizedAt || !isSessionAlive(session, now)) return undefined;
  refuseSuspended(session);
  const { sessionId, viewer, preferences } = session;
  if (isNoteDue(session, now) && (await noteSession(db, idHash, noted(session, now))))
    await noteUserSeen(db, viewer.userId, now);
  const seen = seenAs(session, now);
  const deletionAt = (seen.impersonator ? session.member?.deletionAt : session.deletionAt) ?? undefined;
  return { sessionId, ownerId: viewer.userId, viewer: seen, preferences, deletionAt };
}

type Found = NonNullable<Awaited<ReturnType<typeof findSession>>>;

function seenAs({ viewer, member, impersonationUntil }: Found, now: Date): Viewer {
  if (!member || !impersonationUntil || !isImpersonating(viewer, member, impersonationUntil, now)) return viewer;
  const { userId, email, name } = member;
  const impersonator = { userId: viewer.userId, name: viewer.name, until: impersonationUntil };
  return { userId, email, name, isAdmin: false, impersonator };
}

function noted({ lastSeenAt, address }: { lastSeenAt: Date; address: string | null }, now: Date) {
  return { now, before: lastSeenAt, address: currentLogContext().address ?? address };
}
