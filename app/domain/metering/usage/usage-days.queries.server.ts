import { workloads } from "@schema/workloads";
import { billingAccounts, usageTotals } from "@schema/billing";
import { collectorRuns, usageDays } from "@schema/metering";
import { and, asc, eq, gte, lt, sql as raw } from "drizzle-orm";
import { instant } from "~/core/clock";
import type { ClusterId, EnvironmentId, PriceBookId, UserId } from "~/core/id";
import { nano, type Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { fromStored } from "~/domain/billing/prices/quantities";
import { prepared } from "~/db/prepared.server";
import type { CollectorRun } from "~/domain/metering/collection/coverage";
import type { DayOfUsage } from "./month-usage";

const isUsed = raw`(${usageDays.runningMs} > 0 or ${usageDays.quantities} <> '{}')`;

/** What the person used on the days in [from, to) (`2026-11-01`), in order of time. Reads the roll-up, never the windows. */
export async function daysOf(db: Db, userId: UserId, from: string, to: string): Promise<DayOfUsage[]> {
  const rows = await db
    .select({ of: usageDays, environmentName: workloads.name })
    .from(usageDays)
    .leftJoin(workloads, eq(workloads.id, usageDays.environmentId))
    .where(and(eq(usageDays.userId, userId), gte(usageDays.day, from), lt(usageDays.day, to), isUsed))
    .orderBy(asc(usageDays.day), asc(usageDays.priceBookId), asc(usageDays.environmentId));
  return rows.map(({ of, environmentName }) => ({
    day: of.day,
    quantities: fromStored(of.quantities),
    runningMs: of.runningMs,
    priceBookId: of.priceBookId as PriceBookId,
    environmentId: of.environmentId === "" ? undefined : (of.environmentId as EnvironmentId),
    environmentName: environmentName ?? undefined,
  }));
}

/** The months in which the person used something, newest first. */
export async function monthsOf(db: Db, userId: UserId): Promise<string[]> {
  const month = raw<string>`to_char(${usageDays.day}, 'YYYY-MM')`;
  const rows = await db
    .selectDistinct({ month })
    .from(usageDays)
    .where(and(eq(usageDays.userId, userId), isUsed));
  return rows
    .map((row) => row.month)
    .sort()
    .reverse();
}

const spentByUser = prepared("spent_by_user", ["userIds", "period"], (db, { userIds, period }) =>
  db
    .select({ userId: billingAccounts.userId, spent: raw<string>`sum(${usageTotals.ratedNano})` })
    .from(billingAccounts)
    .innerJoin(usageTotals, and(eq(usageTotals.accountId, billingAccounts.id), eq(usageTotals.period, period)))
    .where(raw`${billingAccounts.userId} = any(${userIds}::text[])`)
    .groupBy(billingAccounts.userId),
);

/** What these people spent in the month that begins on `period`; who spent nothing is absent. */
export async function spentOfUsers(db: Db, userIds: readonly UserId[], period: string): Promise<Map<UserId, Nano>> {
  if (userIds.length === 0) return new Map();
  const rows = await spentByUser(db, { userIds, period });
  return new Map(rows.map((row) => [row.userId as UserId, nano(BigInt(row.spent))]));
}

/** The cluster's windows in [from, to) that are not done, in order; `run` is absent where nobody began. */
export async function windowsNotDone(
  db: Db,
  clusterId: ClusterId,
  from: Date,
  to: Date,
): Promise<{ windowStart: Date; run?: CollectorRun }[]> {
  const rows = await db.execute<{
    window_start: string;
    state: CollectorRun["state"] | null;
    failure_code: string | null;
  }>(raw`
    select w as window_start, r.state, r.failure_code
    from generate_series(${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz - interval '15 minutes', interval '15 minutes') w
    left join ${collectorRuns} r on r.cluster_id = ${clusterId} and r.window_start = w
    where r.state is distinct from 'done' order by 1`);
  return rows.map((row) => {
    const windowStart = instant(row.window_start);
    return {
      windowStart,
      ...(row.state && {
        run: { windowStart, state: row.state, ...(row.failure_code && { failureCode: row.failure_code }) },
      }),
    };
  });
}
