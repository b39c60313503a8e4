import { DAY, instant, later } from "~/core/clock";
import { db } from "~/db/pool.server";
import { stripeMode } from "~/domain/billing/stripe/stripe-mode.server";
import { sweepStripe, type SweepReport } from "~/domain/billing/stripe/sweep-stripe.server";
import { lastDoneBegan } from "./cron-runs.queries.server";

/** Stripe's list of events goes back no further. */
const FARTHEST = 30 * DAY;

/**
 * Sweeps Stripe from `reach` milliseconds before the last run of this task that ended done, thirty days back at most: what happened while
 * the portal was down, or its key was refused, is found however long that took. A run with a key of Stripe's other mode saw nothing of
 * this one's and does not count; where no run is known, it is thirty days. Refuses `unavailable` when Stripe cannot be asked.
 */
export async function sweepSinceLast(
  task: string,
  at: Date,
  reach: number,
): Promise<SweepReport & { mode: string; since: Date }> {
  const mode = stripeMode();
  const last = await lastDoneBegan(db, task, mode);
  const wanted = last ? Math.min(last.getTime(), at.getTime()) - reach : 0;
  const since = instant(Math.max(wanted, later(at, -FARTHEST).getTime()));
  return { ...(await sweepStripe(since)), mode, since };
}
