import { log } from "~/core/log.server";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { accountsOfUsers } from "~/domain/billing/accounts.queries.server";
import { meters, quantitiesOf } from "~/domain/billing/price-book";
import { recordUsageTotals } from "~/domain/billing/record-usage-totals.server";
import { monthTotals, rebuildDays, takeChangedDays } from "./roll-up.queries.server";
import type { ChangedDay } from "./windows.queries.server";

/** People who are rolled up in one transaction. */
const CHUNK = 200;

/**
 * Makes every roll-up that is owed, whoever owes it, some people at a time in a short transaction of their own. People whom another
 * roll-up has just now are left to it, so nobody waits: it looks again when it is done with them. What a process leaves undone that dies is
 * made up for by the next collection. Returns how many days were rebuilt.
 */
export async function rollUpUsage(): Promise<number> {
  let days = 0;
  for (let chunk = -1; chunk !== 0; days += chunk) chunk = await transaction(rollUpSome);
  return days;
}

/**
 * Rebuilds days from their windows, and hands billing the whole totals of their months: absolute quantities, so telling it twice tells it
 * nothing new.
 */
async function rollUpSome(db: Db): Promise<number> {
  const changed = await takeChangedDays(db, CHUNK);
  if (changed.length === 0) return 0;
  await rebuildDays(db, changed);
  const totals = await monthTotals(db, changed);
  const accounts = await accountsOfUsers(db, [...new Set(totals.map((total) => total.userId))]);
  const rows = totals.flatMap((total) => {
    const accountId = accounts.get(total.userId);
    const { period, priceBookId } = total;
    const quantities = quantitiesOf(total);
    return accountId
      ? meters.map((meter) => ({ accountId, period, meter, priceBookId, quantity: quantities[meter] }))
      : [];
  });
  await recordUsageTotals(db, rows);
  reportUnbilled(changed, accounts);
  return changed.length;
}

function reportUnbilled(changed: readonly ChangedDay[], accounts: ReadonlyMap<string, unknown>): void {
  const unbilled = changed.filter((day) => !accounts.has(day.userId)).length;
  if (unbilled > 0) log.warn({ unbilled }, "usage of people without a billing account");
}
