import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOUR, instant, later } from "~/core/clock";
import type { EnvironmentId, PriceBookId } from "~/core/id";
import { nano, sumNano } from "~/core/money";
import { meters } from "~/domain/billing/prices/meter";
import { costOf, pricePerUnit, rate, type PriceBook } from "~/domain/billing/prices/price-book";
import { heldBy, quantitiesOf, type Quantities } from "~/domain/billing/prices/quantities";
import { explainMonth, type DayOfUsage } from "./month-usage";
import { costOfStretch, liveCost } from "./run-cost";

const bookFrom = (version: number, validFrom: string, cpu: bigint): PriceBook => ({
  id: `book_${version}`,
  version,
  currency: "EUR",
  validFrom: instant(validFrom),
  prices: {
    cpu_hours: pricePerUnit("cpu_hours", nano(cpu)),
    memory_gb_hours: pricePerUnit("memory_gb_hours", nano(5_000_001n)),
    gpu_hours: pricePerUnit("gpu_hours", nano(1_200_000_000n)),
  },
});

const books = [bookFrom(1, "2026-03-01T00:00:00Z", 40_000_003n), bookFrom(2, "2026-03-10T12:00:00Z", 60_000_001n)];

/** What there is none of is absent. */
const quantities: fc.Arbitrary<Quantities> = fc
  .record({
    cpu_hours: fc.bigInt(0n, 10n ** 10n),
    memory_gb_hours: fc.bigInt(0n, 10n ** 10n),
    gpu_hours: fc.constantFrom(0n, 1n, 3_599_999n),
  })
  .map((drawn: Quantities) => quantitiesOf((meter) => drawn[meter] ?? 0n));

const dayOfUsage: fc.Arbitrary<DayOfUsage> = fc.record({
  day: fc.integer({ min: 1, max: 5 }).map((day) => `2026-03-0${day}`),
  priceBookId: fc.constantFrom<PriceBookId>("book_1", "book_2"),
  environmentId: fc.constantFrom<EnvironmentId | undefined>(undefined, "env_a", "env_b"),
  quantities,
  runningMs: fc.bigInt(1n, 86_400_000n),
});

describe("a month", () => {
  test("adds up: lines to environments, those to days, days to the total, and the total is what is charged", () => {
    const month = fc
      .array(dayOfUsage, { maxLength: 30 })
      .map((days) => days.toSorted((a, b) => (a.day < b.day ? -1 : 1)));
    fc.assert(
      fc.property(month, (days) => {
        const { total, days: explained, meters: totals } = explainMonth(days, books);
        const charged = books.flatMap((book) =>
          meters().map((meter) => {
            const used = days.filter((one) => one.priceBookId === book.id);
            return rate(
              book.prices[meter],
              used.reduce((sum, one) => sum + (one.quantities[meter] ?? 0n), 0n),
            );
          }),
        );
        expect(total).toBe(sumNano(charged));
        expect(sumNano(explained.map((day) => day.amount))).toBe(total);
        expect(sumNano(totals.map((one) => one.amount))).toBe(total);
        for (const day of explained) {
          expect(sumNano(day.environments.map((one) => one.amount))).toBe(day.amount);
          for (const one of day.environments) expect(sumNano(one.lines.map((line) => line.amount))).toBe(one.amount);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("shows no line for what was not used", () => {
    const used = {
      day: "2026-03-01",
      priceBookId: "book_1",
      quantities: { cpu_hours: 3_600_000_000n },
      runningMs: 3_600_000n,
    } as const;
    const { days, meters: totals } = explainMonth([used], books);
    expect(days[0]?.environments[0]?.lines).toEqual([
      { meter: "cpu_hours", quantity: 3_600_000_000n, unitPrice: 40_000_003n, amount: 40_000_003n },
    ]);
    expect(totals).toHaveLength(1);
  });
});

describe("a run", () => {
  const shape = { cpuMilli: 1000, memoryMib: 1024, gpus: 0 };

  test("costs the old price until the new one begins", () => {
    const fromAt = instant("2026-03-10T11:00:00Z");
    const cost = costOfStretch({ held: heldBy(shape), fromAt, until: later(fromAt, 2 * HOUR) }, books);
    expect(cost).toBe(40_000_003n + 60_000_001n + 2n * 5_000_001n);
  });

  test("that goes on is estimated to the moment; one that has not begun costs nothing", () => {
    const [book] = books;
    if (!book) throw new Error("no book");
    const startedAt = instant("2026-03-10T10:00:00Z");
    expect(liveCost({ ...shape, startedAt }, book, later(startedAt, HOUR))).toBe(45_000_004n);
    expect(liveCost({ ...shape, startedAt }, book, later(startedAt, -1000))).toBe(0n);
    expect(liveCost({ ...shape, startedAt: null }, book, startedAt)).toBe(0n);
    expect(costOf(book, { cpu_hours: 3_600_000_000n, memory_gb_hours: 3_686_400_000n })).toBe(45_000_004n);
  });
});
