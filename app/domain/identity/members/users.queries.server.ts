import { identities, users } from "@schema/identity";
import { and, eq, isNull, ne, sql as raw } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { preparedOnAuthPool } from "~/db/prepared.server";

const member = {
  userId: raw<UserId>`${users.id}`,
  email: users.email,
  name: users.name,
  isAdmin: users.isAdmin,
};

/** Whether it is the oldest of its member's identities: the one that their name and address follow. */
const isFirst = raw<boolean>`not exists (
  select 1 from identities as older where older.user_id = ${users.id}
     and (older.created_at, older.issuer, older.subject) < (identities.created_at, identities.issuer, identities.subject))`;

const status = {
  suspendedAt: users.suspendedAt,
  suspendedReason: users.suspendedReason,
  suspensionStopsAt: users.suspensionStopsAt,
};

export type MemberRecord = {
  userId: UserId;
  email: string;
  name: string;
  isAdmin: boolean;
  suspendedAt: Date | null;
  suspendedReason: string | null;
  suspensionStopsAt: Date | null;
  isFirst: boolean;
};

/**
 * Whom the provider means, locked until the transaction ends. Who is anonymized while the lock is waited for is nobody: the member's own
 * row is looked at again then, and their identity is not.
 */
export async function lockMember(db: Db, issuer: string, subject: string): Promise<MemberRecord | undefined> {
  const [row] = await db
    .select({ ...member, ...status, isFirst })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject), isNull(users.anonymizedAt)))
    .for("update", { of: users });
  return row;
}

/** Whom a profile means: the member of the identity, or else the one who has its address. */
export async function findMemberOf(
  db: Db,
  { issuer, subject, email }: { issuer: string; subject: string; email: string },
): Promise<UserId | undefined> {
  const isTheirs = and(eq(identities.issuer, issuer), eq(identities.subject, subject));
  const [known] = await db.select({ userId: identities.userId }).from(identities).where(isTheirs);
  if (known) return known.userId as UserId;
  const [named] = await db
    .select(member)
    .from(users)
    .where(eq(raw`lower(${users.email})`, email));
  return named?.userId;
}

/** Whether somebody else has this address, which is in lower case. */
export async function isEmailOfAnother(db: Db, email: string, userId: UserId): Promise<boolean> {
  return (await db.$count(users, and(eq(raw`lower(${users.email})`, email), ne(users.id, userId)))) > 0;
}

/** Throws a duplicate (see `isDuplicate`) when the address or the identity is there already. */
export async function insertMember(
  db: Db,
  user: typeof users.$inferInsert,
  identity: { issuer: string; subject: string },
): Promise<void> {
  await db.insert(users).values(user);
  await db.insert(identities).values({ ...identity, userId: user.id, createdAt: user.createdAt, email: user.email });
}

export async function updateMember(
  db: Db,
  userId: UserId,
  changes: { email: string; name: string; isAdmin: boolean; lastSeenAt: Date },
): Promise<void> {
  await db.update(users).set(changes).where(eq(users.id, userId));
}

export async function noteUserSeen(db: Db, userId: UserId, now: Date): Promise<void> {
  await db.update(users).set({ lastSeenAt: now }).where(eq(users.id, userId));
}

/** The member with the oldest of their subjects. */
export async function findProfile(db: Db, userId: UserId) {
  const [row] = await db
    .select({ userId: member.userId, email: member.email, name: member.name, subject: identities.subject })
    .from(users)
    .innerJoin(identities, eq(identities.userId, users.id))
    .where(eq(users.id, userId))
    .orderBy(identities.createdAt)
    .limit(1);
  return row;
}

const factsById = preparedOnAuthPool("member_facts", ["userId"], (db, { userId }) =>
  db
    .select({ email: users.email, isAdmin: users.isAdmin, tier: users.tier, createdAt: users.createdAt })
    .from(users)
    .where(eq(users.id, userId)),
);

export async function findMemberFacts(db: Db, userId: UserId) {
  const [row] = await factsById(db, { userId });
  return row;
}
