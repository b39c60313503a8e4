import { users } from "@schema/identity";
import { and, asc, eq, isNull, sql as raw } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { graces } from "./suspension";

const isInOffice = and(eq(users.isAdmin, true), isNull(users.suspendedAt), isNull(users.anonymizedAt));

/** The same as `stopsAtOf` of suspension.ts; null while a member is not suspended. */
const stopsAt = raw`coalesce(${users.suspensionStopsAt}, ${users.suspendedAt} + make_interval(mins => ${graces[0]}))`;

/** Whether the grace of a suspension is over. */
export const isStopDue = raw<boolean>`(${users.suspendedAt} is not null and ${stopsAt} <= clock_timestamp())`;

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
export async function lockMemberStatus(db: Db, userId: UserId) {
  const { email, isAdmin, suspendedAt, suspendedReason, suspensionStopsAt } = users;
  const [row] = await db
    .select({ email, isAdmin, suspendedAt, suspendedReason, suspensionStopsAt })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.anonymizedAt)))
    .for("update");
  return row;
}

/** When what the member runs is stopped, an earlier moment staying; by the database's clock, which all replicas share. */
export async function updateSuspension(
  db: Db,
  userId: UserId,
  { since, reason, graceMinutes }: { since: Date; reason: string; graceMinutes: number },
): Promise<Date> {
  const inGrace = raw<Date>`least(${stopsAt}, now() + make_interval(mins => ${graceMinutes}))`;
  const [row] = await db
    .update(users)
    .set({ suspendedAt: since, suspendedReason: reason, suspensionStopsAt: inGrace })
    .where(eq(users.id, userId))
    .returning({ stopsAt: users.suspensionStopsAt });
  return row?.stopsAt ?? since;
}

export async function endSuspension(db: Db, userId: UserId): Promise<void> {
  await db
    .update(users)
    .set({ suspendedAt: null, suspendedReason: null, suspensionStopsAt: null })
    .where(eq(users.id, userId));
}

/** How it stands with a member, who is neither suspended nor let in again before the transaction ends. */
export async function holdMemberStatus(db: Db, userId: UserId) {
  const { suspendedAt, suspendedReason, suspensionStopsAt } = users;
  const [row] = await db
    .select({ suspendedAt, suspendedReason, suspensionStopsAt, isStopDue: isStopDue.mapWith(Boolean) })
    .from(users)
    .where(eq(users.id, userId))
    .for("share");
  return row;
}

export async function updateIsAdmin(db: Db, userId: UserId, isAdmin: boolean): Promise<void> {
  await db.update(users).set({ isAdmin }).where(eq(users.id, userId));
}
