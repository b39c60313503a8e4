import { clock, instant, later } from "~/core/clock";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { priceBooks } from "~/domain/billing/prices/price-books.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { coveredUntil } from "~/domain/metering/collection/collector-runs.queries.server";
import { gapsOf, owedWindow, windowStateOf, type Gap } from "~/domain/metering/collection/coverage";
import { explainMonth, type UsageStatement } from "./month-usage";
import { daysOf, windowsNotDone } from "./usage-days.queries.server";
import { WINDOW, windowStartOf } from "~/domain/metering/windows/usage-window";

/** What the person used in the month that begins on `period`, line by line, and how complete that is. */
export async function usageOf(db: Db, userId: UserId, period: string): Promise<UsageStatement> {
  const now = clock.now();
  const begin = instant(period);
  const end = instant(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1));
  const [days, books, coverage] = await Promise.all([
    daysOf(db, userId, period, end.toISOString().slice(0, 10)),
    priceBooks(),
    coverageOf(db, userId, begin, end, now),
  ]);
  return {
    ...explainMonth(days, books),
    period,
    currency: books.at(-1)?.currency,
    ...coverage,
    nextCollection: later(windowStartOf(now), WINDOW),
  };
}

async function coverageOf(
  db: Db,
  userId: UserId,
  begin: Date,
  end: Date,
  now: Date,
): Promise<{ dataUpTo: Date | undefined; gaps: Gap[] }> {
  const assignment = await assignmentOf(db, userId);
  if (!assignment) return { dataUpTo: undefined, gaps: [] };
  const { clusterId, assignedAt } = assignment;
  const from = assignedAt > begin ? windowStartOf(assignedAt) : begin;
  const collected = later(owedWindow(now), WINDOW);
  const [{ listBeganAt }, notDone] = await Promise.all([
    coveredUntil(db, clusterId),
    windowsNotDone(db, clusterId, from, collected < end ? collected : end),
  ]);
  const windows = notDone.map(({ windowStart, run }) => ({ windowStart, state: windowStateOf(windowStart, run, now) }));
  return { dataUpTo: listBeganAt, gaps: gapsOf(windows) };
}
