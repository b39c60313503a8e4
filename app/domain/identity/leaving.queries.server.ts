import { identities, sessions, users } from "@schema/identity";
import { and, asc, eq, gt, inArray, isNull, lte, ne, or, sql as raw } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { addressOfNobody } from "./leaving";

const isThere = isNull(users.anonymisedAt);
const userId = raw<UserId>`${users.id}`;

/** Who may still leave or stay, held until the transaction ends. Nobody when there is no such member, or nothing of them is left. */
export async function lockLeaving(db: Db, id: UserId) {
  const { email, leavesAt } = users;
  const [row] = await db
    .select({ email, leavesAt })
    .from(users)
    .where(and(eq(users.id, id), isThere))
    .for("update");
  return row;
}

/** How many of these, without that one, have not asked to leave. */
export async function countStaying(db: Db, ids: readonly UserId[], without: UserId): Promise<number> {
  return db.$count(users, and(inArray(users.id, [...ids]), ne(users.id, without), isNull(users.leavesAt)));
}

export async function updateLeavesAt(db: Db, id: UserId, leavesAt: Date | null): Promise<void> {
  await db.update(users).set({ leavesAt }).where(eq(users.id, id));
}

export type Due = { userId: UserId; leavesAt: Date };

/** Members whose time has come by `now`, the first to leave first; those after `after`. */
export async function membersDue(db: Db, now: Date, after: Due | undefined, limit: number): Promise<Due[]> {
  const isLater =
    after &&
    or(gt(users.leavesAt, after.leavesAt), and(eq(users.leavesAt, after.leavesAt), gt(users.id, after.userId)));
  const rows = await db
    .select({ userId, leavesAt: users.leavesAt })
    .from(users)
    .where(and(lte(users.leavesAt, now), isThere, isLater))
    .orderBy(asc(users.leavesAt), asc(users.id))
    .limit(limit);
  return rows as Due[];
}

/** One of them, held until the transaction ends; undefined when another process is at them, they stay after all, or are gone. */
export async function lockDue(db: Db, id: UserId, now: Date) {
  const { email, leavesAt, isAdmin } = users;
  const [row] = await db
    .select({ email, leavesAt, isAdmin })
    .from(users)
    .where(and(eq(users.id, id), lte(users.leavesAt, now), isThere))
    .for("update", { skipLocked: true });
  return row;
}

/** Ends every way in, and takes away who they were. */
export async function forgetPerson(db: Db, id: UserId, now: Date): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, id));
  await db.delete(identities).where(eq(identities.userId, id));
  const nobody = { email: addressOfNobody(id), name: "Deleted member", isAdmin: false, anonymisedAt: now };
  const unset = { suspendedReason: null, language: null, theme: null, timeZone: null, lastSeenAt: null };
  await db
    .update(users)
    .set({ ...nobody, ...unset })
    .where(eq(users.id, id));
}

/** The member is held where they are until the transaction ends; false when nothing of them is left. */
export async function holdMember(db: Db, id: UserId): Promise<boolean> {
  const held = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, id), isThere))
    .for("share");
  return held.length === 1;
}
