import { identities, users } from "@schema/identity";
import { and, eq, isNull, sql as raw } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";

type IdentityKey = { issuer: string; subject: string };

/** The member's identities, the oldest first. */
export async function identitiesOf(db: Db, userId: UserId) {
  return db
    .select({
      issuer: identities.issuer,
      subject: identities.subject,
      email: identities.email,
      createdAt: identities.createdAt,
      lastUsedAt: identities.lastUsedAt,
    })
    .from(identities)
    .where(eq(identities.userId, userId))
    .orderBy(identities.createdAt, identities.issuer, identities.subject);
}

/** Keeps the member's identities still until the transaction ends; false when nothing is left of the member. */
export async function lockIdentitiesOf(db: Db, userId: UserId): Promise<boolean> {
  const isTheirs = and(eq(users.id, userId), isNull(users.anonymizedAt));
  return (await db.select({ id: users.id }).from(users).where(isTheirs).for("update")).length === 1;
}

/** Whose this identity is; undefined when it is nobody's. */
export async function ownerOfIdentity(db: Db, { issuer, subject }: IdentityKey): Promise<UserId | undefined> {
  const [row] = await db
    .select({ userId: raw<UserId>`${identities.userId}` })
    .from(identities)
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
  return row?.userId;
}

/** False when somebody has it already. */
export async function insertIdentity(db: Db, row: typeof identities.$inferInsert): Promise<boolean> {
  return (
    (await db.insert(identities).values(row).onConflictDoNothing().returning({ at: identities.createdAt })).length === 1
  );
}

/** Notes with which address, and when, the identity was used. */
export async function noteIdentityUsed(
  db: Db,
  { issuer, subject, email }: IdentityKey & { email: string },
  now: Date,
): Promise<void> {
  await db
    .update(identities)
    .set({ email, lastUsedAt: now })
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
}

/** False when the member has no such identity. */
export async function deleteIdentity(db: Db, userId: UserId, { issuer, subject }: IdentityKey): Promise<boolean> {
  const isIt = and(eq(identities.userId, userId), eq(identities.issuer, issuer), eq(identities.subject, subject));
  return (await db.delete(identities).where(isIt).returning({ at: identities.createdAt })).length === 1;
}
