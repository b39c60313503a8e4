import { clock, later, MINUTE } from "~/core/clock";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { CHECKOUT_MS } from "./credit-purchase";
import { expireUnopened, waitingSessions } from "./purchases.queries.server";
import { settlePurchase } from "./settle-purchase.server";

const LIMIT = 200;

/**
 * Asks Stripe about purchases that have waited for ten minutes: somebody paid and closed the page, and the webhook never came. One that
 * cannot be settled now does not keep the others waiting. What never got a page to be paid on ends after an hour.
 */
export async function settleOpenPurchases(): Promise<{ waiting: number; settled: number; expired: number }> {
  const now = clock.now();
  const sessions = await waitingSessions(db, later(now, -10 * MINUTE), LIMIT);
  let settled = 0;
  for (const session of sessions) {
    const state = await settlePurchase(session).catch((error: unknown) =>
      log.warn({ err: error, session }, "purchase not settled"),
    );
    if (state && state !== "open") settled += 1;
  }
  return { waiting: sessions.length, settled, expired: await expireUnopened(db, later(now, -CHECKOUT_MS), now) };
}
