import { DAY, clock, later } from "~/core/clock";
import type { UserId } from "~/core/id";
import type { Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { priceBooks } from "~/domain/billing/prices/price-books.server";
import { explainMonth } from "~/domain/metering/usage/month-usage";
import { daysOf } from "~/domain/metering/usage/usage-days.queries.server";

/** The pace is that of the last two weeks: long enough for weekends, short enough to be about now. */
const PACE_DAYS = 14;

/** How many days this credit lasts at the pace of the last 14 days; undefined when nothing was used, or nothing is left. */
export async function creditLastsDays(db: Db, userId: UserId, available: Nano): Promise<number | undefined> {
  const now = clock.now();
  const isoDay = (at: Date) => at.toISOString().slice(0, 10);
  const [days, books] = await Promise.all([
    daysOf(db, userId, isoDay(later(now, -PACE_DAYS * DAY)), isoDay(later(now, DAY))),
    priceBooks(),
  ]);
  const spent = explainMonth(days, books).total;
  if (spent <= 0n || available <= 0n) return undefined;
  return Number((available * BigInt(PACE_DAYS)) / spent);
}
