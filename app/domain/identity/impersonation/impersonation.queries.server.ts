import { activity } from "@schema/activity";
import { sessions, users } from "@schema/identity";
import { and, desc, eq, gt, isNotNull, isNull, lte, notExists, or, sql as raw } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { ImpersonationSide } from "./impersonation";

export type Impersonation = { adminId: UserId; memberId: UserId; reason: string };

const acted = {
  adminId: raw<UserId>`${sessions.userId}`,
  memberId: raw<UserId>`${sessions.impersonatedId}`,
  reason: raw<string>`${sessions.impersonationReason}`,
};

/** What decides whether somebody may be looked as, held still until the transaction ends. */
export async function lockImpersonationSide(db: Db, userId: UserId): Promise<ImpersonationSide | undefined> {
  const [row] = await db
    .select({
      userId: raw<UserId>`${users.id}`,
      isAdmin: users.isAdmin,
      suspendedAt: users.suspendedAt,
      anonymizedAt: users.anonymizedAt,
    })
    .from(users)
    .where(eq(users.id, userId))
    .for("share");
  return row;
}

/** Lets the admin's session impersonate a member; false when it does already, or is not (or no longer) the admin's. */
export async function grantImpersonation(
  db: Db,
  { idHash, ...acting }: Impersonation & { idHash: string; until: Date; now: Date },
): Promise<boolean> {
  const isFree = or(isNull(sessions.impersonatedId), lte(sessions.impersonationUntil, acting.now));
  const lent = await db
    .update(sessions)
    .set({ impersonatedId: acting.memberId, impersonationUntil: acting.until, impersonationReason: acting.reason })
    .where(and(eq(sessions.idHash, idHash), eq(sessions.userId, acting.adminId), isNull(sessions.endedAt), isFree))
    .returning({ idHash: sessions.idHash });
  return lent.length === 1;
}

/** Ends a session's impersonation, once: what it was, or undefined when there was none. */
export async function revokeImpersonation(db: Db, idHash: string): Promise<Impersonation | undefined> {
  const [was] = await db
    .select(acted)
    .from(sessions)
    .where(and(eq(sessions.idHash, idHash), isNotNull(sessions.impersonatedId)))
    .for("update");
  if (was) await clearImpersonation(db, idHash);
  return was;
}

/** The sessions whose impersonation is over by `now`, or whose admin or member is no longer what they must be; locked, some at a time. */
export async function lockExpiredImpersonations(
  db: Db,
  now: Date,
  limit: number,
): Promise<(Impersonation & { idHash: string })[]> {
  const member = alias(users, "member");
  const isOver = or(
    lte(sessions.impersonationUntil, now),
    isNotNull(sessions.endedAt),
    eq(users.isAdmin, false),
    isNotNull(users.suspendedAt),
    eq(member.isAdmin, true),
    isNotNull(member.suspendedAt),
    isNotNull(member.anonymizedAt),
  );
  return db
    .select({ idHash: sessions.idHash, ...acted })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(member, eq(member.id, sessions.impersonatedId))
    .where(isOver)
    .limit(limit)
    .for("update", { of: sessions, skipLocked: true });
}

export async function clearImpersonation(db: Db, idHash: string): Promise<void> {
  await db
    .update(sessions)
    .set({ impersonatedId: null, impersonationUntil: null, impersonationReason: null })
    .where(eq(sessions.idHash, idHash));
}

/** Who looked as this member since `since`, newest first, without what they have put away. */
export async function findImpersonationNotices(db: Db, memberId: UserId, since: Date, limit: number) {
  const seen = alias(activity, "seen");
  const putAway = db
    .select({ id: seen.id })
    .from(seen)
    .where(
      and(
        eq(seen.subjectId, memberId),
        eq(seen.action, "acting.seen"),
        eq(seen.actorId, memberId),
        eq(seen.targetId, raw`${activity.id}::text`),
      ),
    );
  return db
    .select({
      id: raw<string>`${activity.id}::text`,
      at: activity.at,
      adminName: users.name,
      reason: raw<string>`coalesce(${activity.after} ->> 'reason', '')`,
    })
    .from(activity)
    .innerJoin(users, eq(users.id, activity.actorId))
    .where(
      and(
        eq(activity.subjectId, memberId),
        eq(activity.action, "acting.start"),
        gt(activity.at, since),
        notExists(putAway),
      ),
    )
    .orderBy(desc(activity.id))
    .limit(limit);
}

/** Whether the log has such a look at this member. */
export async function isImpersonationOf(db: Db, memberId: UserId, activityId: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(activityId)) return false;
  const isIt = and(
    eq(activity.id, BigInt(activityId)),
    eq(activity.subjectId, memberId),
    eq(activity.action, "acting.start"),
  );
  return (await db.$count(activity, isIt)) > 0;
}
