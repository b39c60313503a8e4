import { activity } from "@schema/activity";
import { sessions, users } from "@schema/identity";
import { and, desc, eq, gt, isNotNull, isNull, lte, notExists, or, sql as raw } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { ActingSide } from "./acting";

export type Acting = { adminId: UserId; memberId: UserId; reason: string };

const acted = {
  adminId: raw<UserId>`${sessions.userId}`,
  memberId: raw<UserId>`${sessions.actingAs}`,
  reason: raw<string>`${sessions.actingReason}`,
};

/** What decides whether somebody may be looked as, held still until the transaction ends. */
export async function lockActingSide(db: Db, userId: UserId): Promise<ActingSide | undefined> {
  const [row] = await db
    .select({
      userId: raw<UserId>`${users.id}`,
      isAdmin: users.isAdmin,
      suspendedAt: users.suspendedAt,
      anonymisedAt: users.anonymisedAt,
    })
    .from(users)
    .where(eq(users.id, userId))
    .for("share");
  return row;
}

/** Lends the admin's session a member's eyes; false when it has some already, or is not (or no longer) the admin's. */
export async function lendEyes(
  db: Db,
  { idHash, ...acting }: Acting & { idHash: string; until: Date; now: Date },
): Promise<boolean> {
  const isFree = or(isNull(sessions.actingAs), lte(sessions.actingUntil, acting.now));
  const lent = await db
    .update(sessions)
    .set({ actingAs: acting.memberId, actingUntil: acting.until, actingReason: acting.reason })
    .where(and(eq(sessions.idHash, idHash), eq(sessions.userId, acting.adminId), isNull(sessions.endedAt), isFree))
    .returning({ idHash: sessions.idHash });
  return lent.length === 1;
}

/** Takes a session's lent eyes back, once: what it was, or undefined when there were none. */
export async function takeEyesBack(db: Db, idHash: string): Promise<Acting | undefined> {
  const [was] = await db
    .select(acted)
    .from(sessions)
    .where(and(eq(sessions.idHash, idHash), isNotNull(sessions.actingAs)))
    .for("update");
  if (was) await clearEyes(db, idHash);
  return was;
}

/** The sessions whose lent eyes are over by `now`, or whose admin or member is no longer what they must be; locked, some at a time. */
export async function lockActingOver(db: Db, now: Date, limit: number): Promise<(Acting & { idHash: string })[]> {
  const member = alias(users, "member");
  const isOver = or(
    lte(sessions.actingUntil, now),
    isNotNull(sessions.endedAt),
    eq(users.isAdmin, false),
    isNotNull(users.suspendedAt),
    eq(member.isAdmin, true),
    isNotNull(member.suspendedAt),
    isNotNull(member.anonymisedAt),
  );
  return db
    .select({ idHash: sessions.idHash, ...acted })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(member, eq(member.id, sessions.actingAs))
    .where(isOver)
    .limit(limit)
    .for("update", { of: sessions, skipLocked: true });
}

export async function clearEyes(db: Db, idHash: string): Promise<void> {
  await db
    .update(sessions)
    .set({ actingAs: null, actingUntil: null, actingReason: null })
    .where(eq(sessions.idHash, idHash));
}

/** Who looked as this member since `since`, newest first, without what they have put away. */
export async function findActingsToTell(db: Db, memberId: UserId, since: Date, limit: number) {
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
export async function isActingOf(db: Db, memberId: UserId, activityId: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(activityId)) return false;
  const isIt = and(
    eq(activity.id, BigInt(activityId)),
    eq(activity.subjectId, memberId),
    eq(activity.action, "acting.start"),
  );
  return (await db.$count(activity, isIt)) > 0;
}
