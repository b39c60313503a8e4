import { AppError } from "~/core/app-error";
import { clock, instant, later, MINUTE } from "~/core/clock";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { CHECKOUT_MS } from "./credit-purchase";
import { claimDueChecks, expireUnopened, postponeCheck, type DueCheck } from "./open-purchases.queries.server";
import { settlePurchase } from "./settle-purchase.server";

const PAGE = 50;
const MOST_PAGES = 20;
/** After this long a run leaves what is left to the next one: with a slow Stripe, twenty pages would take hours. */
const MOST_TIME = 2 * MINUTE;

/**
 * Asks Stripe about purchases that have waited for ten minutes: somebody paid and closed the page, and the webhook never came. Goes page by
 * page through those that are due, the longest due first, for two minutes; the next run goes on from there. What stays open, or cannot be
 * asked about, comes up ever less often and keeps no other waiting. What never got a page to be paid on ends after an hour.
 */
export async function settleOpenPurchases(): Promise<{ waiting: number; settled: number; expired: number }> {
  const now = clock.now();
  const total = { waiting: 0, settled: 0 };
  for (let page = 0; page < MOST_PAGES; page++) {
    const due = await claimDueChecks(db, later(now, -10 * MINUTE), now, PAGE);
    const { asked, settled } = await settleInTime(due, now);
    total.waiting += asked;
    total.settled += settled;
    if (asked < PAGE) break;
  }
  return { ...total, expired: await expireUnopened(db, later(now, -CHECKOUT_MS), now) };
}

/** Asks about as many as there is time for, and gives the others back as they were. */
async function settleInTime(due: readonly DueCheck[], now: Date): Promise<{ asked: number; settled: number }> {
  let [asked, settled] = [0, 0];
  for (const check of due) {
    if (clock.now() >= later(now, MOST_TIME)) break;
    if (await settles(check, now)) settled += 1;
    asked += 1;
  }
  for (const check of due.slice(asked))
    await postponeCheck(db, check, check.dueAt === null ? null : instant(check.dueAt));
  return { asked, settled };
}

async function settles(check: DueCheck, now: Date): Promise<boolean> {
  try {
    const state = await settlePurchase(check.sessionId);
    return state !== undefined && state !== "open";
  } catch (error) {
    log.warn({ err: error, session: check.sessionId }, "purchase not settled");
    const isAway = error instanceof AppError && error.refusal === "unavailable";
    if (isAway) await postponeCheck(db, check, later(now, 5 * MINUTE));
    return false;
  }
}
