import { refuse } from "~/core/app-error";
import { clock, DAY, instant, later } from "~/core/clock";
import { env } from "~/core/env.server";
import type { UserId } from "~/core/id";
import { divideHalfEven, sumNano, type Nano } from "~/core/money";
import { monthAfter, periodOf } from "~/core/month";
import type { Db } from "~/db/pool.server";
import { byMeter, definitionOf, type Meter } from "~/domain/billing/prices/meter";
import { priceBooks } from "~/domain/billing/prices/price-books.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { coveredUntil } from "~/domain/metering/collection/collector-runs.queries.server";
import { explainMonth } from "./month-usage";
import { daysOf } from "./usage-days.queries.server";

const LONGEST_DAYS = 366;

/** What a person used in a stretch of whole days. */
export type UsageBetween = {
  /** The first day's beginning, and the end of the last one. */
  start: Date;
  end: Date;
  /** In units of each meter, to a millionth. */
  units: Record<Meter, number>;
  cost: Nano;
  currency: string;
  /** Up to when the member's cluster was seen completely; absent before the first time. */
  asOf?: Date;
};

/**
 * What the person used between two instants, widened to whole days of UTC; this month where nothing is said. Each month is rated by itself,
 * as it is billed, so whole months cost what they are charged. Refuses `invalid` a period that ends before it begins or is too long.
 */
export async function usageBetween(db: Db, userId: UserId, filter: { from?: Date; to?: Date }): Promise<UsageBetween> {
  const { start, end } = wholeDays(filter);
  const [days, books, asOf] = await Promise.all([
    daysOf(db, userId, isoDay(start), isoDay(end)),
    priceBooks(),
    seenUntil(db, userId),
  ]);
  const months = [...Map.groupBy(days, ({ day }) => day.slice(0, 7)).values()].map((month) =>
    explainMonth(month, books),
  );
  const totals = months.flatMap((month) => month.meters);
  const used = (meter: Meter) =>
    unitsOf(
      meter,
      totals.filter((one) => one.meter === meter).reduce((sum, one) => sum + one.quantity, 0n),
    );
  return {
    start,
    end,
    units: byMeter(used),
    cost: sumNano(months.map((month) => month.total)),
    currency: env().CURRENCY,
    ...(asOf && { asOf }),
  };
}

function wholeDays({ from, to }: { from?: Date; to?: Date }): { start: Date; end: Date } {
  const start = from ? floorOfDay(from) : instant(periodOf(to ? later(to, -1) : clock.now()));
  const end = to ? floorOfDay(later(to, DAY - 1)) : monthAfter(from ?? clock.now());
  if (end <= start) refuse("invalid", "periodEmpty");
  if (end.getTime() - start.getTime() > LONGEST_DAYS * DAY) refuse("invalid", "periodTooLong", { days: LONGEST_DAYS });
  return { start, end };
}

function unitsOf(meter: Meter, quantity: bigint): number {
  return Number(divideHalfEven(quantity * 1_000_000n, definitionOf(meter).nativePerUnit)) / 1_000_000;
}

const floorOfDay = (at: Date) => instant(Math.floor(at.getTime() / DAY) * DAY);

const isoDay = (at: Date) => at.toISOString().slice(0, 10);

async function seenUntil(db: Db, userId: UserId): Promise<Date | undefined> {
  const assignment = await assignmentOf(db, userId);
  return assignment && (await coveredUntil(db, assignment.clusterId)).listBeganAt;
}
