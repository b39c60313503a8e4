import { creditPurchases, usageTotals } from "@schema/billing";
import { activity } from "@schema/activity";
import { users } from "@schema/identity";
import { desc, eq, sql as raw } from "drizzle-orm";
import type { UserId } from "~/core/id";
import { nano, type Nano } from "~/core/money";
import type { Period } from "~/core/month";
import type { Db } from "~/db/pool.server";
import type { ActivityRow } from "./overview";

/** What everyone together spent in a month. */
export async function spentInPeriod(db: Db, period: Period): Promise<Nano> {
  const [row] = await db
    .select({ spent: raw<string>`coalesce(sum(${usageTotals.ratedNano}), 0)` })
    .from(usageTotals)
    .where(eq(usageTotals.period, period));
  return nano(BigInt(row?.spent ?? 0));
}

/** Payments that were not what had been asked for, and wait for a person. */
export async function countQuarantined(db: Db): Promise<number> {
  return db.$count(creditPurchases, eq(creditPurchases.state, "quarantined"));
}

/** The latest of what was done to a member's things, by whomever. */
export async function activityAround(db: Db, subjectId: UserId, limit: number): Promise<ActivityRow[]> {
  return db
    .select({
      id: activity.id,
      at: activity.at,
      actorName: users.name,
      action: activity.action,
      targetKind: activity.targetKind,
      targetId: activity.targetId,
    })
    .from(activity)
    .leftJoin(users, eq(users.id, activity.actorId))
    .where(eq(activity.subjectId, subjectId))
    .orderBy(desc(activity.id))
    .limit(limit);
}
