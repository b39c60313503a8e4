import type { UserId } from "~/core/id";
import { log } from "~/core/log.server";
import { isDatabaseAway } from "~/db/is-database-away.server";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { accountsOfUsers } from "~/domain/billing/ledger/accounts.queries.server";
import { meters } from "~/domain/billing/prices/meter";
import { recordUsageTotals } from "~/domain/billing/usage/record-usage-totals.server";
import { monthTotals, rebuildDays, takeChangedDays } from "./roll-up.queries.server";
import type { ChangedDay } from "./windows.queries.server";

/** People who are rolled up in one transaction. */
const CHUNK = 200;

/**
 * Makes every roll-up that is owed, whoever owes it, some people at a time in a short transaction of their own. People whom another
 * roll-up has just now are left to it, so nobody waits: it looks again when it is done with them. What a process leaves undone that dies is
 * made up for by the next collection. When some people's fails, each has a transaction of their own until it is known whose it was: that
 * one is logged and still owed, and keeps nobody from theirs. Returns how many days were rebuilt. Throws when the database is away.
 */
export async function rollUpUsage(): Promise<number> {
  const failed = new Set<UserId>();
  let [days, size] = [0, CHUNK];
  for (;;) {
    const rebuilt = await rollUpNext(size, failed);
    if (rebuilt === 0) return days;
    if (rebuilt === undefined) size = size === 1 ? CHUNK : 1;
    else days += rebuilt;
  }
}

/** Rolls up at most `size` people who have not failed; undefined when it could not, and one who was alone in it is among the failed then. */
async function rollUpNext(size: number, failed: Set<UserId>): Promise<number | undefined> {
  let changed: ChangedDay[] = [];
  try {
    return await transaction(async (tx) => {
      changed = await takeChangedDays(tx, size, failed);
      if (changed.length > 0) await rollUp(tx, changed);
      return changed.length;
    });
  } catch (error) {
    const [userId, ...others] = new Set(changed.map((day) => day.userId));
    if (!userId || isDatabaseAway(error)) throw error;
    if (others.length === 0) {
      failed.add(userId);
      log.error({ err: error, userId }, "usage of a person could not be rolled up");
    }
    return undefined;
  }
}

/**
 * Rebuilds days from their windows, and hands billing the whole totals of their months: absolute quantities, so telling it twice tells it
 * nothing new.
 */
async function rollUp(db: Db, changed: readonly ChangedDay[]): Promise<void> {
  await rebuildDays(db, changed);
  const totals = await monthTotals(db, changed);
  const accounts = await accountsOfUsers(db, [...new Set(totals.map((total) => total.userId))]);
  const rows = totals.flatMap(({ userId, period, priceBookId, quantities }) => {
    const accountId = accounts.get(userId);
    if (!accountId) return [];
    // Also of what there is none: there may have been some before.
    return meters().map((meter) => ({ accountId, period, meter, priceBookId, quantity: quantities[meter] ?? 0n }));
  });
  await recordUsageTotals(db, rows);
  reportUnbilled(changed, accounts);
}

function reportUnbilled(changed: readonly ChangedDay[], accounts: ReadonlyMap<string, unknown>): void {
  const unbilled = changed.filter((day) => !accounts.has(day.userId)).length;
  if (unbilled > 0) log.warn({ unbilled }, "usage of people without a billing account");
}
