import type Stripe from "stripe";
import { SECOND } from "~/core/clock";
import { disputesSchema, eventsSchema, refundsSchema, type Dispute, type Refund, type StripeEvent } from "./contract";
import { pagesOfStripe, itemsOf } from "./every-page";
import { assertStripe, type Asking } from "./stripe-answers.server";

/** What Stripe lists. Every list is read to its end. */
export type StripeLists = {
  refundsOf: (paymentIntentId: string) => Promise<Refund[]>;
  disputesOf: (paymentIntentId: string) => Promise<Dispute[]>;
  /** What happened since then, of up to twenty types, page by page; Stripe remembers thirty days. */
  eventsSince: (since: Date, types: readonly string[]) => AsyncIterable<StripeEvent[]>;
  /** Refunds and disputes that began since then, of all payments, page by page. */
  refundsSince: (since: Date) => AsyncIterable<Refund[]>;
  disputesSince: (since: Date) => AsyncIterable<Dispute[]>;
};

/** The lists of one client; each page is asked for with `options`. */
export function listsAt(stripe: Stripe, answered: Asking, options: Stripe.RequestOptions): StripeLists {
  const refunds = (filter: Stripe.RefundListParams) =>
    pagesOfStripe((page) =>
      answered("list refunds", async () =>
        assertStripe(refundsSchema, await stripe.refunds.list({ ...filter, ...page }, options), "list refunds"),
      ),
    );
  const disputes = (filter: Stripe.DisputeListParams) =>
    pagesOfStripe((page) =>
      answered("list disputes", async () =>
        assertStripe(disputesSchema, await stripe.disputes.list({ ...filter, ...page }, options), "list disputes"),
      ),
    );
  const events = (filter: Stripe.EventListParams) =>
    pagesOfStripe((page) =>
      answered("list events", async () =>
        assertStripe(eventsSchema, await stripe.events.list({ ...filter, ...page }, options), "list events"),
      ),
    );
  return {
    refundsOf: (id) => itemsOf(refunds({ payment_intent: id })),
    disputesOf: (id) => itemsOf(disputes({ payment_intent: id })),
    eventsSince: (since, types) => events({ types: [...types], created: begunBy(since) }),
    refundsSince: (since) => refunds({ created: begunBy(since) }),
    disputesSince: (since) => disputes({ created: begunBy(since) }),
  };
}

const begunBy = (since: Date) => ({ gte: Math.floor(since.getTime() / SECOND) });
