import { expect, test } from "vitest";
import { instant } from "~/core/clock";
import { nano } from "~/core/money";
import type { UsageStatement } from "~/domain/metering/usage/month-usage";
import { usageView } from "./usage-view";

const now = instant("2026-03-04T12:00:00Z");

const line = (amount: bigint) => ({
  meter: "cpu_hours" as const,
  quantity: 3_600_000_000n,
  unitPrice: nano(10n),
  amount: nano(amount),
});

const usedOn = (day: string, ...amounts: bigint[]) => ({
  day,
  amount: nano(amounts.reduce((sum, one) => sum + one, 0n)),
  environments: amounts.map((amount) => ({ runningMs: 1n, amount: nano(amount), lines: [line(amount)] })),
});

const statement: UsageStatement = {
  period: "2026-03-01",
  currency: "EUR",
  total: nano(60n),
  meters: [],
  days: [usedOn("2026-03-01", 10n, 20n), usedOn("2026-03-03", 30n)],
  dataUpTo: now,
  nextCollection: now,
  gaps: [],
};

const opened = (openDay: string | null) => usageView(statement, "eu-1", { now, openDay });

test("a month comes without its lines, and the day that is opened with the lines that it is the sum of", () => {
  expect(opened(null).openDay).toBeUndefined();
  expect(opened("2026-03-01").openDay).toMatchObject({ day: "2026-03-01", lines: [{ amount: 10n }, { amount: 20n }] });
  expect(opened("2026-03-01").days.map(({ day, amount, isUsed }) => [day, amount, isUsed])).toEqual([
    ["2026-03-01", 30n, true],
    ["2026-03-02", 0n, false],
    ["2026-03-03", 30n, true],
    ["2026-03-04", 0n, false],
  ]);
});

test("a day without usage opens to no lines, and one that is not of the month does not open", () => {
  expect(opened("2026-03-02").openDay).toEqual({ day: "2026-03-02", lines: [] });
  for (const foreign of ["2026-02-28", "2026-03-05", "", "2026-03-01'"])
    expect(opened(foreign).openDay).toBeUndefined();
});
