import { clock, instant } from "~/core/clock";
import { env } from "~/core/env.server";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { dropMonth, faultOfMonth, heldMonths, lockMonth, type RetentionFault } from "./retention.queries.server";

export type OldWindows = { dropped: string[]; kept?: { month: string; why: RetentionFault } };

/**
 * Drops the measured windows of months that ended longer ago than they are kept, oldest first: only once the days say the same to the last
 * unit, the totals say the same as the days, and all of it is in the ledger. Otherwise the month and all later ones stay, and a warning says
 * why. What pages, statements and bills show rests on days and totals, and stays as it is.
 */
export async function dropOldWindows(): Promise<OldWindows> {
  const now = clock.now();
  const before = instant(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - env().USAGE_WINDOWS_MONTHS));
  const dropped: string[] = [];
  for (const month of await heldMonths(db, before.toISOString().slice(0, 10))) {
    const why = await dropUnlessFaulty(month, now);
    if (why) {
      log.warn({ month, why }, "old usage windows are kept: they do not agree with what was charged for them");
      return { dropped, kept: { month, why } };
    }
    dropped.push(month);
  }
  return { dropped };
}

function dropUnlessFaulty(month: string, now: Date): Promise<RetentionFault | undefined> {
  return transaction(async (tx) => {
    await lockMonth(tx, month);
    const fault = await faultOfMonth(tx, month);
    if (fault) return fault;
    log.info({ month, windows: String(await dropMonth(tx, month, now)) }, "old usage windows dropped");
    return undefined;
  });
}
