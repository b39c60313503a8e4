import { sessions, users } from "@schema/identity";
import { and, eq, isNotNull, isNull, lte, or, sql as raw } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { UserId } from "~/core/id";
import { db as pool, type Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";

export async function insertSession(db: Db, row: typeof sessions.$inferInsert): Promise<void> {
  await db.insert(sessions).values(row);
}

const member = alias(users, "acting_as");

const sessionByHash = prepared("session_by_hash", ["idHash"], (db, { idHash }) =>
  db
    .select({
      viewer: { userId: raw<UserId>`${users.id}`, email: users.email, name: users.name, isAdmin: users.isAdmin },
      suspendedAt: users.suspendedAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      endedAt: sessions.endedAt,
      actingUntil: sessions.actingUntil,
      member: {
        userId: raw<UserId>`${member.id}`,
        email: member.email,
        name: member.name,
        isAdmin: member.isAdmin,
        suspendedAt: member.suspendedAt,
        anonymisedAt: member.anonymisedAt,
      },
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(member, eq(member.id, sessions.actingAs))
    .where(eq(sessions.idHash, idHash)),
);

/** The session, whose it is, and the member as whom its owner looks, alive or not. Asked on every request, of the pool. */
export async function findSession(idHash: string) {
  const [row] = await sessionByHash(pool, { idHash });
  return row;
}

/** Notes that the session was in use at `now`; false when another request has noted it since `before`. */
export async function noteSession(db: Db, idHash: string, now: Date, before: Date): Promise<boolean> {
  const noted = await db
    .update(sessions)
    .set({ lastSeenAt: now })
    .where(and(eq(sessions.idHash, idHash), lte(sessions.lastSeenAt, before)))
    .returning({ idHash: sessions.idHash });
  return noted.length === 1;
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

/** Deletes sessions that were ended, ran out by `now`, or were last used before `idleSince`. */
export async function deleteSessions(db: Db, now: Date, idleSince: Date): Promise<number> {
  const isOver = or(isNotNull(sessions.endedAt), lte(sessions.expiresAt, now), lte(sessions.lastSeenAt, idleSince));
  return (await db.delete(sessions).where(isOver).returning({ idHash: sessions.idHash })).length;
}
