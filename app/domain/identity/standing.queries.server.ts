import { users } from "@schema/identity";
import { and, asc, eq, isNull, sql as raw } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";

const isInOffice = and(eq(users.isAdmin, true), isNull(users.suspendedAt), isNull(users.anonymisedAt));

/** Whether anybody runs the installation. */
export async function hasAdmin(db: Db): Promise<boolean> {
  return (await db.$count(users, isInOffice)) > 0;
}

/** The admins who are in office, held until the transaction ends: nobody of them is suspended or dismissed meanwhile. */
export async function lockAdmins(db: Db): Promise<UserId[]> {
  const rows = await db
    .select({ userId: raw<UserId>`${users.id}` })
    .from(users)
    .where(isInOffice)
    .orderBy(asc(users.id))
    .for("update");
  return rows.map(({ userId }) => userId);
}

/** How it stands with a member, held until the transaction ends. Nobody when there is no such member, or nothing of them is left. */
export async function lockStanding(db: Db, userId: UserId) {
  const { email, isAdmin, suspendedAt, suspendedReason } = users;
  const [row] = await db
    .select({ email, isAdmin, suspendedAt, suspendedReason })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.anonymisedAt)))
    .for("update");
  return row;
}

export async function updateSuspension(db: Db, userId: UserId, at: Date | null, reason: string | null): Promise<void> {
  await db.update(users).set({ suspendedAt: at, suspendedReason: reason }).where(eq(users.id, userId));
}

export async function updateIsAdmin(db: Db, userId: UserId, isAdmin: boolean): Promise<void> {
  await db.update(users).set({ isAdmin }).where(eq(users.id, userId));
}
