import { decimalOf } from "~/core/money";
import type { UsageStatement } from "~/domain/metering/month-usage";
import { hoursText } from "./usage-view";

const head = ["day", "environment", "environment_id", "meter", "quantity_hours", "unit_price", "amount", "currency"];

/** A month's lines as CSV (RFC 4180): exactly the lines that the page shows, amounts exact. */
export function usageCsv(statement: UsageStatement, currency: string): string {
  const lines = statement.days.flatMap((day) =>
    day.environments.flatMap((environment) =>
      environment.lines.map((line) => [
        day.day,
        environment.environmentName ?? "",
        environment.environmentId ?? "",
        line.meter,
        hoursText(line.meter, line.quantity),
        decimalOf(line.unitPrice),
        decimalOf(line.amount),
        currency,
      ]),
    ),
  );
  return [head, ...lines].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** Quoted where it must be; a name that a spreadsheet would take for a formula gets an apostrophe. */
function cell(value: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
