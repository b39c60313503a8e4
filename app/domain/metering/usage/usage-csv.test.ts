import { expect, test } from "vitest";
import { instant } from "~/core/clock";
import type { EnvironmentId } from "~/core/id";
import { nano } from "~/core/money";
import { usageCsv } from "./usage-csv.server";

const now = instant("2026-03-04T12:00:00Z");

const line = {
  meter: "cpu_hours" as const,
  quantity: 5_400_000_000n,
  unitPrice: nano(40_000_000n),
  amount: nano(60_000_000n),
};

function monthOf(environmentName: string) {
  const environment = { environmentId: "env_1" as EnvironmentId, environmentName, runningMs: 1n, amount: line.amount };
  return {
    period: "2026-03-01",
    currency: "EUR",
    total: line.amount,
    meters: [],
    days: [{ day: "2026-03-02", amount: line.amount, environments: [{ ...environment, lines: [line] }] }],
    dataUpTo: now,
    nextCollection: now,
    gaps: [],
  };
}

test("the columns are the ones that people's spreadsheets read", () => {
  expect(usageCsv(monthOf("Notebook"), "EUR")).toBe(
    "day,environment,environment_id,meter,quantity_hours,unit_price,amount,currency\r\n" +
      "2026-03-02,Notebook,env_1,cpu_hours,1.5000,0.04,0.06,EUR\r\n",
  );
});

test("a name that a spreadsheet would take for a formula stays text", () => {
  expect(usageCsv(monthOf('=1+"1",2'), "EUR")).toContain(`,"'=1+""1"",2",env_1,`);
});
