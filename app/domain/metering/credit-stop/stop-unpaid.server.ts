import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { lockCreditOf } from "~/domain/billing/ledger/accounts.queries.server";
import type { PriceBook } from "~/domain/billing/prices/price-book";
import { priceBooks } from "~/domain/billing/prices/price-books.server";
import { stopForCredit } from "~/domain/workloads/stop-workload.server";
import { rollUpUsage } from "~/domain/metering/windows/roll-up-usage.server";
import { runningAccountOf, runningAccounts } from "./unpaid.queries.server";
import { unpaidEnvironments } from "./unpaid";

const PAGE = 500;

export type StopUnpaidReport = { running: number; stopped: number; failed: number };

/**
 * Stops what its owner's credit no longer pays for: per account, the credit less what was used and not collected yet, by what ended until it
 * did and by what runs until it was last seen alive. Prepaid stops at zero, what was used ends at that last sign of life, and the owner is told why
 * on every page that shows the environment. An account that cannot be judged is logged, counted as `failed` and judged again the next
 * time. Nothing is stopped while this machine's clock is wrong.
 */
export async function stopUnpaid(): Promise<StopUnpaidReport> {
  // What is collected but not in the totals yet would count as neither.
  await rollUpUsage();
  const books = await priceBooks();
  const report = { running: 0, stopped: 0, failed: 0 };
  for (let after = ""; ;) {
    const page = await runningAccounts(db, after, PAGE);
    for (const account of page) {
      report.running += account.environments.length;
      if (unpaidEnvironments(account, books, clock.now()).length === 0) continue;
      try {
        report.stopped += await stopUnpaidOf(account.ownerId, books);
      } catch (error) {
        report.failed += 1;
        log.error({ err: error, userId: account.ownerId }, "credit of an account could not be enforced");
      }
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return report;
    after = last.ownerId;
  }
}

/** Judges one account again under its lock: a purchase that comes at the same moment is either counted, or posted after the stop. */
function stopUnpaidOf(ownerId: UserId, books: readonly PriceBook[]): Promise<number> {
  return transaction(async (tx) => {
    await lockCreditOf(tx, ownerId);
    const account = await runningAccountOf(tx, ownerId);
    let stopped = 0;
    for (const { id } of unpaidEnvironments(account, books, clock.now()))
      if (await stopForCredit(tx, ownerId, id)) stopped += 1;
    return stopped;
  });
}
