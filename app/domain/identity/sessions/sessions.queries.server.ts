import { sessions, users } from "@schema/identity";
import { and, desc, eq, gt, isNotNull, isNull, lte, ne, or, sql as raw } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Language } from "~/core/i18n/languages";
import type { SessionId, UserId } from "~/core/id";
import { db as pool, type Db } from "~/db/pool.server";
import { preparedOnAuthPool } from "~/db/prepared.server";
import type { Theme } from "~/domain/identity/members/preferences";

const sessionId = raw<SessionId>`${sessions.id}`;

export async function insertSession(db: Db, row: typeof sessions.$inferInsert): Promise<void> {
  await db.insert(sessions).values(row);
}

const member = alias(users, "impersonated_id");

const sessionByHash = preparedOnAuthPool("session_by_hash", ["idHash"], (db, { idHash }) =>
  db
    .select({
      sessionId,
      viewer: { userId: raw<UserId>`${users.id}`, email: users.email, name: users.name, isAdmin: users.isAdmin },
      preferences: {
        language: raw<Language | null>`${users.language}`,
        theme: raw<Theme | null>`${users.theme}`,
        timeZone: users.timeZone,
      },
      suspendedAt: users.suspendedAt,
      suspendedReason: users.suspendedReason,
      suspensionStopsAt: users.suspensionStopsAt,
      anonymizedAt: users.anonymizedAt,
      deletionAt: users.deletionAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      endedAt: sessions.endedAt,
      address: sessions.address,
      impersonationUntil: sessions.impersonationUntil,
      member: {
        userId: raw<UserId>`${member.id}`,
        email: member.email,
        name: member.name,
        isAdmin: member.isAdmin,
        suspendedAt: member.suspendedAt,
        anonymizedAt: member.anonymizedAt,
        deletionAt: member.deletionAt,
      },
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(member, eq(member.id, sessions.impersonatedId))
    .where(eq(sessions.idHash, idHash)),
);

/** The session, whose it is, and the member as whom its owner looks, alive or not. Asked on every request, of the pool. */
export async function findSession(idHash: string) {
  const [row] = await sessionByHash(pool, { idHash });
  return row;
}

/** Notes that the session was in use at `now`, and from where; false when another request has noted it since `before`. */
export async function noteSession(
  db: Db,
  idHash: string,
  { now, before, address }: { now: Date; before: Date; address: string | null },
): Promise<boolean> {
  const noted = await db
    .update(sessions)
    .set({ lastSeenAt: now, address })
    .where(and(eq(sessions.idHash, idHash), lte(sessions.lastSeenAt, before)))
    .returning({ idHash: sessions.idHash });
  return noted.length === 1;
}

/** The moments against which a session is alive: not run out by `now`, and used after `idleSince`. */
type Moments = { now: Date; idleSince: Date };

/** The member's sessions that are alive, the one used last first. */
export async function aliveSessionsOf(db: Db, userId: UserId, moments: Moments) {
  const { userAgent, address, createdAt, lastSeenAt } = sessions;
  return db
    .select({ id: sessionId, userAgent, address, createdAt, lastSeenAt })
    .from(sessions)
    .where(aliveOf(userId, moments))
    .orderBy(desc(lastSeenAt), desc(createdAt));
}

/** Ends the session, once: whose it was, or undefined when there was none to end. */
export async function endSessionOf(db: Db, idHash: string, now: Date): Promise<UserId | undefined> {
  const [ended] = await db
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.idHash, idHash), isNull(sessions.endedAt)))
    .returning({ userId: raw<UserId>`${sessions.userId}` });
  return ended?.userId;
}

/** Ends one of the member's sessions, which they name by its id; false when none of theirs is alive under it. */
export async function endSessionById(db: Db, userId: UserId, id: SessionId, moments: Moments): Promise<boolean> {
  const ended = await db
    .update(sessions)
    .set({ endedAt: moments.now })
    .where(and(aliveOf(userId, moments), eq(sessions.id, id)))
    .returning({ id: sessions.id });
  return ended.length === 1;
}

/** Ends all the member's sessions, or all but the one to keep, and says how many were alive. */
export async function endSessionsOf(db: Db, userId: UserId, moments: Moments, keep?: SessionId): Promise<number> {
  const ended = await db
    .update(sessions)
    .set({ endedAt: moments.now })
    .where(and(aliveOf(userId, moments), keep === undefined ? undefined : ne(sessions.id, keep)))
    .returning({ id: sessions.id });
  return ended.length;
}

function aliveOf(userId: UserId, { now, idleSince }: Moments) {
  const { endedAt, expiresAt, lastSeenAt } = sessions;
  return and(eq(sessions.userId, userId), isNull(endedAt), gt(expiresAt, now), gt(lastSeenAt, idleSince));
}

/** Deletes sessions that were ended, ran out by `now`, or were last used before `idleSince`. */
export async function deleteSessions(db: Db, now: Date, idleSince: Date): Promise<number> {
  const isOver = or(isNotNull(sessions.endedAt), lte(sessions.expiresAt, now), lte(sessions.lastSeenAt, idleSince));
  return (await db.delete(sessions).where(isOver).returning({ idHash: sessions.idHash })).length;
}
