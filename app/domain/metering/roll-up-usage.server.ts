import { log } from "~/core/log.server";
import type { Db } from "~/db/pool.server";
import { accountsOfUsers } from "~/domain/billing/accounts.queries.server";
import { meters, quantitiesOf } from "~/domain/billing/price-book";
import { recordUsageTotals } from "~/domain/billing/record-usage-totals.server";
import { lockRollUp, monthTotals, rebuildDays } from "./roll-up.queries.server";
import type { ChangedDay } from "./windows.queries.server";

/**
 * Rebuilds the days that changed from their windows, and hands billing the whole totals of their months: absolute quantities, so telling
 * it twice tells it nothing new.
 */
export async function rollUpUsage(db: Db, changed: readonly ChangedDay[]): Promise<void> {
  if (changed.length === 0) return;
  await lockRollUp(db);
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
  const unbilled = changed.filter((day) => !accounts.has(day.userId)).length;
  if (unbilled > 0) log.warn({ unbilled }, "usage of people without a billing account");
}
