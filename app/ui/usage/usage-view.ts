import { DAY, instant, later } from "~/core/clock";
import type { EnvironmentId } from "~/core/id";
import { QUANTITY_PLACES, unitsText } from "~/domain/billing/prices/quantities";
import type { UsageDay as MeasuredDay } from "~/domain/metering/usage/month-usage";
import type { UsageStatement } from "~/domain/metering/usage/month-usage";
import type { Gap } from "./freshness";
import type { OpenDay, UsageDay, UsageLine } from "./usage-day";

/**
 * The statement as the usage screen shows it: every day of the month up to `now`, also those on which nothing ran. Only the day that is asked
 * for (`2026-11-22`) has its lines with it.
 */
export function usageView(
  statement: UsageStatement,
  clusterName: string,
  { now, openDay }: { now: Date; openDay: string | null },
) {
  const measured = new Map(statement.days.map((day) => [day.day, day]));
  const gaps = statement.gaps.map((gap): Gap => ({ ...gap, clusterName, state: "missing" }));
  const days = daysUntil(statement.period, now).map((day) => dayView(day, measured.get(day), gaps, now));
  const opened = days.find(({ day }) => day === openDay)?.day;
  return {
    total: statement.total,
    meters: statement.meters.map(({ meter, quantity, amount }) => ({
      meter,
      quantity: unitsText(meter, quantity, QUANTITY_PLACES),
      amount,
    })),
    days,
    ...(opened && { openDay: { day: opened, lines: linesOf(measured.get(opened)) } satisfies OpenDay }),
    ...(statement.dataUpTo && { dataUntil: statement.dataUpTo }),
    nextAt: statement.nextCollection,
    gaps,
  };
}

function daysUntil(period: string, now: Date): string[] {
  const days: string[] = [];
  for (let at = instant(period); at <= now && isoDay(at).startsWith(period.slice(0, 7)); at = later(at, DAY))
    days.push(isoDay(at));
  return days;
}

const isoDay = (at: Date) => at.toISOString().slice(0, 10);

function dayView(day: string, measured: MeasuredDay | undefined, gaps: readonly Gap[], now: Date): UsageDay {
  const lines = measured?.environments.flatMap((environment) => environment.lines) ?? [];
  const byMeter = [...Map.groupBy(lines, (line) => line.meter)].map(([meter, ofMeter]) => ({
    meter,
    amount: ofMeter.reduce((sum, line) => sum + line.amount, 0n),
  }));
  return {
    day,
    amount: measured?.amount ?? 0n,
    byMeter,
    isUsed: lines.length > 0,
    state: stateOf(day, gaps, now),
  };
}

function linesOf(measured: MeasuredDay | undefined): UsageLine[] {
  return (measured?.environments ?? []).flatMap((environment) =>
    environment.lines.map((line) => ({
      environmentId: environment.environmentId ?? ("" as EnvironmentId),
      environmentName: environment.environmentName ?? "",
      meter: line.meter,
      quantity: unitsText(line.meter, line.quantity, QUANTITY_PLACES),
      unitPrice: line.unitPrice,
      amount: line.amount,
    })),
  );
}

function stateOf(day: string, gaps: readonly Gap[], now: Date): UsageDay["state"] {
  const hasGap = gaps.some((gap) => isoDay(gap.from) <= day && isoDay(later(gap.to, -1)) >= day);
  if (hasGap) return "missing";
  return day === isoDay(now) ? "open" : "complete";
}
