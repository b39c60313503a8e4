import { clock, later, MINUTE } from "~/core/clock";
import { log } from "~/core/log.server";
import { addJob } from "~/db/jobs.server";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { stripeClient } from "~/integrations/stripe/client.server";
import type { Dispute, Refund, StripeEvent } from "~/integrations/stripe/contract";
import { addEventJob } from "./add-event-job.server";
import { postedKeys } from "~/domain/billing/ledger/ledger.queries.server";
import { effectOf } from "./reversal-effect";
import { storedEventOf } from "./stripe-event-kept";
import { eventTypes } from "./stripe-event-types";
import { abandonedEvents, storeNewEvents } from "./stripe-events.queries.server";

/** A webhook's own job acts within seconds; after this long an event without one counts as abandoned. */
const TIMEOUT = 5 * MINUTE;

const PAGE = 100;

export type SweepReport = {
  /** Stored events that no job would have taken up any more. */
  takenUp: number;
  /** Events since then that no webhook brought. */
  missed: number;
  /** Payments whose refunds or disputes the ledger does not have as Stripe does, or may not. */
  compared: number;
};

/**
 * The second road of refunds, disputes and payments, for what the webhooks did not bring: takes up stored events whose job is gone, stores
 * what Stripe's own list of events since `since` has and we have not, and has the payments looked at whose refunds and disputes since then
 * are not in the ledger. Adds jobs and acts on nothing itself: two replicas, a second time, or a crash between two pages make no
 * difference. Refuses `unavailable` when Stripe cannot be asked.
 */
export async function sweepStripe(since: Date): Promise<SweepReport> {
  const takenUp = await takeUpAbandoned();
  const missed = await storeMissed(since);
  const compared = await compareReversals(since);
  if (missed > 0) log.warn({ missed, since }, "events of Stripe's had not come by webhook");
  return { takenUp, missed, compared };
}

async function takeUpAbandoned(): Promise<number> {
  const before = later(clock.now(), -TIMEOUT);
  let takenUp = 0;
  for (let after: string | undefined = ""; after !== undefined;) {
    const ids = await abandonedEvents(db, before, after, PAGE);
    for (const id of ids) await addEventJob(db, id);
    takenUp += ids.length;
    after = ids.length < PAGE ? undefined : ids.at(-1);
  }
  return takenUp;
}

async function storeMissed(since: Date): Promise<number> {
  let missed = 0;
  for await (const page of stripeClient().eventsSince(since, eventTypes)) missed += await storePage(page);
  return missed;
}

function storePage(page: readonly StripeEvent[]): Promise<number> {
  const receivedAt = clock.now();
  const rows = page.flatMap((event) => (event.id ? { id: event.id, ...storedEventOf(event), receivedAt } : []));
  return transaction(async (tx) => {
    const ids = await storeNewEvents(tx, rows);
    for (const id of ids) await addEventJob(tx, id);
    return ids.length;
  });
}

async function compareReversals(since: Date): Promise<number> {
  const stripe = stripeClient();
  const payments = new Set<string>();
  for (const pages of [stripe.refundsSince(since), stripe.disputesSince(since)])
    for await (const page of pages) for (const payment of await inDoubt(page)) payments.add(payment);
  for (const paymentIntentId of payments)
    await addJob(db, "settle_reversals", { paymentIntentId }, { key: `reversals:${paymentIntentId}` });
  return payments.size;
}

/** Payments of the reversals that the ledger may not have as they are. A refund that is still good was posted once and stays as it is. */
async function inDoubt(page: readonly (Refund | Dispute)[]): Promise<string[]> {
  const posted = await postedKeys(
    db,
    page.map(({ id }) => `${id}#1`),
  );
  const isAsPosted = (one: Refund | Dispute) =>
    one.object === "refund" && effectOf(one) === "taken" && posted.has(`${one.id}#1`);
  return page.flatMap((one) => (isAsPosted(one) ? [] : (one.paymentIntentId ?? [])));
}
