import { AppError, refuse } from "~/core/app-error";
import type { PurchaseId } from "~/core/id";
import { minor, nanoOf, type Nano } from "~/core/money";
import { db } from "~/db/pool.server";
import { stripeClient } from "~/integrations/stripe/client.server";
import type { Checkout, Dispute, Refund } from "~/integrations/stripe/contract";
import { effectOf } from "~/domain/billing/stripe/reversal-effect";
import { findQuarantined, type QuarantinedPurchase } from "./quarantine.queries.server";

/** What Stripe says of the payment now. Amounts are in `currency`; what Stripe left out is absent. */
export type StripePaymentFacts = {
  paymentStatus: Checkout["paymentStatus"];
  currency?: string;
  /** Before tax. */
  subtotal?: Nano;
  /** With tax: what was collected. */
  total?: Nano;
  /** The purchase that it names. */
  reference?: string;
  /** Refunds that stand and disputes that take or hold it. */
  sentBack?: Nano;
};

/** The purchase, and what Stripe says: `unavailable` when it cannot be asked, `unknown` when it does not have the session. */
export type QuarantinedDetail = QuarantinedPurchase & { stripe: StripePaymentFacts | "unavailable" | "unknown" };

/** A quarantined purchase beside what Stripe says of its payment now. Refuses `not_found`. */
export async function quarantinedPurchase(id: PurchaseId): Promise<QuarantinedDetail> {
  const purchase = (await findQuarantined(db, id)) ?? refuse("not_found", "quarantineUnknown");
  return { ...purchase, stripe: purchase.sessionId ? await askStripe(purchase.sessionId) : "unknown" };
}

async function askStripe(sessionId: string): Promise<QuarantinedDetail["stripe"]> {
  try {
    const checkout = await stripeClient().checkoutOf(sessionId);
    return checkout ? paymentFacts(checkout, await reversalsOf(checkout)) : "unknown";
  } catch (error) {
    if (error instanceof AppError && error.refusal === "unavailable") return "unavailable";
    throw error;
  }
}

async function reversalsOf({ paymentIntentId }: Checkout): Promise<(Refund | Dispute)[]> {
  if (!paymentIntentId) return [];
  const stripe = stripeClient();
  const [refunds, disputes] = await Promise.all([
    stripe.refundsOf(paymentIntentId),
    stripe.disputesOf(paymentIntentId),
  ]);
  return [...refunds, ...disputes].filter((one) => effectOf(one) !== "none");
}

function paymentFacts(checkout: Checkout, reversals: readonly (Refund | Dispute)[]): StripePaymentFacts {
  const { currency, amountSubtotal, amountTotal, clientReferenceId, paymentStatus } = checkout;
  const amounts = currency && {
    currency,
    ...(amountSubtotal !== undefined && { subtotal: nanoOf(minor(amountSubtotal), currency) }),
    ...(amountTotal !== undefined && { total: nanoOf(minor(amountTotal), currency) }),
    sentBack: nanoOf(minor(reversals.reduce((sum, one) => sum + one.amount, 0n)), currency),
  };
  return { paymentStatus, ...amounts, ...(clientReferenceId && { reference: clientReferenceId }) };
}
