import { identities, sessions, users } from "@schema/identity";
import { and, asc, eq, gt, inArray, isNull, lte, ne, or, sql as raw } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { anonymousAddress } from "./account-deletion";

const isThere = isNull(users.anonymizedAt);
const userId = raw<UserId>`${users.id}`;

/** Who may still leave or stay, held until the transaction ends. Nobody when there is no such member, or nothing of them is left. */
export async function lockDeletion(db: Db, id: UserId) {
  const { email, deletionAt } = users;
  const [row] = await db
    .select({ email, deletionAt })
    .from(users)
    .where(and(eq(users.id, id), isThere))
    .for("update");
  return row;
}

/** How many of these, without that one, have not asked to leave. */
export async function countStaying(db: Db, ids: readonly UserId[], without: UserId): Promise<number> {
  return db.$count(users, and(inArray(users.id, [...ids]), ne(users.id, without), isNull(users.deletionAt)));
}

export async function updateDeletionAt(db: Db, id: UserId, deletionAt: Date | null): Promise<void> {
  await db.update(users).set({ deletionAt }).where(eq(users.id, id));
}

export type Due = { userId: UserId; deletionAt: Date };

/** Members whose time has come by `now`, the first to leave first; those after `after`. */
export async function membersDue(db: Db, now: Date, after: Due | undefined, limit: number): Promise<Due[]> {
  const isLater =
    after &&
    or(gt(users.deletionAt, after.deletionAt), and(eq(users.deletionAt, after.deletionAt), gt(users.id, after.userId)));
  const rows = await db
    .select({ userId, deletionAt: users.deletionAt })
    .from(users)
    .where(and(lte(users.deletionAt, now), isThere, isLater))
    .orderBy(asc(users.deletionAt), asc(users.id))
    .limit(limit);
  return rows as Due[];
}

/** One of them, held until the transaction ends; undefined when another process is at them, they stay after all, or are gone. */
export async function lockDue(db: Db, id: UserId, now: Date) {
  const { email, deletionAt, isAdmin } = users;
  const [row] = await db
    .select({ email, deletionAt, isAdmin })
    .from(users)
    .where(and(eq(users.id, id), lte(users.deletionAt, now), isThere))
    .for("update", { skipLocked: true });
  return row;
}

/** Ends every way in, and takes away who they were. */
export async function anonymizePerson(db: Db, id: UserId, now: Date): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, id));
  await db.delete(identities).where(eq(identities.userId, id));
  const nobody = { email: anonymousAddress(id), name: "Deleted member", isAdmin: false, anonymizedAt: now };
  const unset = { suspendedReason: null, language: null, theme: null, timeZone: null, lastSeenAt: null };
  await db
    .update(users)
    .set({ ...nobody, ...unset })
    .where(eq(users.id, id));
}

/** The member is held where they are until the transaction ends; false when nothing of them is left. */
export async function holdMemberRow(db: Db, id: UserId): Promise<boolean> {
  const held = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, id), isThere))
    .for("share");
  return held.length === 1;
}
