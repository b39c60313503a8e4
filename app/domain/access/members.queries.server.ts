import { identities, sessions, users } from "@schema/identity";
import { and, eq, sql as raw } from "drizzle-orm";
import type { SessionId, UserId } from "~/core/id";
import { db as pool, type Db } from "~/db/pool.server";
import { preparedOnAuthPool } from "~/db/prepared.server";

/** Whom a credential lets in. */
export const member = {
  userId: raw<UserId>`${users.id}`,
  email: users.email,
  name: users.name,
  isAdmin: users.isAdmin,
};

/** Whether they may come in. */
export const status = {
  suspendedAt: users.suspendedAt,
  suspendedReason: users.suspendedReason,
  suspensionStopsAt: users.suspensionStopsAt,
  anonymizedAt: users.anonymizedAt,
};

const memberByIdentity = preparedOnAuthPool("member_by_identity", ["issuer", "subject"], (db, { issuer, subject }) =>
  db
    .select({ viewer: member, ...status })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject))),
);

/** Whom the provider means. */
export async function findMemberByIdentity(issuer: string, subject: string) {
  const [row] = await memberByIdentity(pool, { issuer, subject });
  return row;
}

const sessionFacts = (db: Db) =>
  db
    .select({
      id: raw<SessionId>`${sessions.id}`,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      endedAt: sessions.endedAt,
      viewer: member,
      ...status,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId));

const sessionById = preparedOnAuthPool("session_of_token", ["id"], (db, { id }) =>
  sessionFacts(db).where(eq(sessions.id, id)),
);

/** The session that a token was made for, and whose it is, alive or not. */
export async function findSessionById(id: string) {
  const [row] = await sessionById(pool, { id });
  return row;
}

/** The same of the session that a cookie keeps. */
export async function findSessionByHash(db: Db, idHash: string) {
  const [row] = await sessionFacts(db).where(eq(sessions.idHash, idHash));
  return row;
}
