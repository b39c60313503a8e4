import type { EnvironmentId, PriceBookId } from "~/core/id";
import { ZERO, sumNano, type Nano } from "~/core/money";
import { definitionOf, meters, type Meter } from "~/domain/billing/prices/meter";
import { explain, rate, type PriceBook } from "~/domain/billing/prices/price-book";
import type { Gap } from "~/domain/metering/collection/coverage";
import type { Usage } from "~/domain/metering/windows/usage-window";

/** What one environment used on one day under one price book. */
export type DayOfUsage = Usage & {
  /** `2026-11-22`, UTC. */
  day: string;
  priceBookId: PriceBookId;
  /** Absent for a server that is no environment of the portal. */
  environmentId?: EnvironmentId;
  environmentName?: string;
};

/** One line of the month: a meter of an environment on a day. */
export type UsageLine = {
  meter: Meter;
  /** In the meter's native unit. */
  quantity: bigint;
  /** Of one unit of the meter. */
  unitPrice: Nano;
  amount: Nano;
};

export type EnvironmentDay = Pick<DayOfUsage, "environmentId" | "environmentName"> & {
  runningMs: bigint;
  amount: Nano;
  lines: UsageLine[];
};

export type UsageDay = { day: string; amount: Nano; environments: EnvironmentDay[] };

export type MeterTotal = { meter: Meter; quantity: bigint; amount: Nano };

export type MonthUsage = { total: Nano; meters: MeterTotal[]; days: UsageDay[] };

/** A month's usage, and how complete it is. */
export type UsageStatement = MonthUsage & {
  /** `2026-11-01` */
  period: string;
  currency: string | undefined;
  /** Up to when the member's cluster was seen completely; absent before the first time. */
  dataUpTo: Date | undefined;
  nextCollection: Date;
  /** When the cluster could not be seen; what ran then is charged as far as it is known. */
  gaps: Gap[];
};

/**
 * A month explained: every line's amount is what it added to the total, so lines add up to days, days to the month, and the month to what
 * is rated and charged, to the nano. `days` in order of time.
 */
export function explainMonth(days: readonly DayOfUsage[], books: readonly PriceBook[]): MonthUsage {
  const lines = linesOf(days, books);
  const byDay = Map.groupBy(days, (one) => one.day);
  const explained = [...byDay].map(([day, parts]) => {
    const environments = environmentsOf(parts, lines);
    return { day, amount: sumNano(environments.map((one) => one.amount)), environments };
  });
  const all = [...lines.values()].flat();
  return {
    total: sumNano(all.map((line) => line.amount)),
    meters: meters()
      .map((meter) => totalOf(meter, all))
      .filter((one) => one.quantity > 0n),
    days: explained,
  };
}

type Lines = ReadonlyMap<DayOfUsage, UsageLine[]>;

/** The amounts of one meter under one price book explain one total; each of them is explained apart. */
function linesOf(days: readonly DayOfUsage[], books: readonly PriceBook[]): Lines {
  const lines = new Map<DayOfUsage, UsageLine[]>(days.map((one) => [one, []]));
  for (const book of books)
    for (const meter of meters()) {
      const price = book.prices[meter];
      const used = days.filter((one) => one.priceBookId === book.id && (one.quantities[meter] ?? 0n) > 0n);
      const quantities = used.map((one) => one.quantities[meter] ?? 0n);
      const amounts = explain(price, quantities);
      const unitPrice = rate(price, definitionOf(meter).nativePerUnit);
      used.forEach((one, i) =>
        lines.get(one)?.push({ meter, quantity: quantities[i] ?? 0n, unitPrice, amount: amounts[i] ?? ZERO }),
      );
    }
  return lines;
}

/** An environment has a part per price book; a day on which the price changed has two lines of a meter. */
function environmentsOf(parts: readonly DayOfUsage[], lines: Lines): EnvironmentDay[] {
  return [...Map.groupBy(parts, (part) => part.environmentId).values()].map((ofOne) => {
    const own = ofOne.flatMap((part) => lines.get(part) ?? []);
    const runningMs = ofOne.reduce((sum, part) => sum + part.runningMs, 0n);
    const { environmentId, environmentName } = ofOne[0] ?? {};
    return {
      ...(environmentId && { environmentId }),
      ...(environmentName && { environmentName }),
      runningMs,
      amount: sumNano(own.map((line) => line.amount)),
      lines: own,
    };
  });
}

function totalOf(meter: Meter, lines: readonly UsageLine[]): MeterTotal {
  const own = lines.filter((line) => line.meter === meter);
  return {
    meter,
    quantity: own.reduce((sum, line) => sum + line.quantity, 0n),
    amount: sumNano(own.map((line) => line.amount)),
  };
}
