import { csvLines } from "~/core/csv.server";
import { decimalOf } from "~/core/money";
import { definitionOf, meters, type Meter } from "~/domain/billing/prices/meter";
import { QUANTITY_PLACES, unitsText } from "~/domain/billing/prices/quantities";
import type { UsageStatement } from "./month-usage";

const head = ["day", "environment", "environment_id", "meter", "quantity_hours", "unit_price", "amount", "currency"];

const isCounted = (meter: Meter) => definitionOf(meter).measured === "counted";

/**
 * A month's lines as CSV (RFC 4180): exactly the lines that the page shows, amounts exact. `quantity_hours` holds hours and nothing else: where
 * meters are counted, a last column `quantity_count` holds the counts. A new column is the last one: people's spreadsheets read those before it.
 */
export function usageCsv(statement: UsageStatement, currency: string): string {
  const hasCounts = meters().some(isCounted);
  const lines = statement.days.flatMap((day) =>
    day.environments.flatMap((environment) =>
      environment.lines.map((line) => {
        const quantity = unitsText(line.meter, line.quantity, QUANTITY_PLACES);
        const [hours, count] = isCounted(line.meter) ? ["", quantity] : [quantity, ""];
        return [
          day.day,
          environment.environmentName ?? "",
          environment.environmentId ?? "",
          line.meter,
          hours,
          decimalOf(line.unitPrice),
          decimalOf(line.amount),
          currency,
          ...(hasCounts ? [count] : []),
        ];
      }),
    ),
  );
  const titles = hasCounts ? [...head, "quantity_count"] : head;
  return csvLines([titles, ...lines]);
}
