import type { PurchaseId } from "~/core/id";
import { nano, type Minor, type Nano } from "~/core/money";

export type PurchaseState = "created" | "open" | "paid" | "expired" | "failed" | "quarantined";

/** A purchase as its buyer sees it. */
export type Purchase = {
  id: PurchaseId;
  amount: Nano;
  currency: string;
  state: PurchaseState;
  createdAt: Date;
  checkoutUrl?: string;
  /** It was quarantined, and an admin has decided about it. */
  isResolved?: boolean;
};

/** What one purchase may be, in whole units of the currency: 5 to 10,000. */
export const purchaseLimits = { least: nano(5_000_000_000n), most: nano(10_000_000_000_000n) };

/** How long a checkout page waits to be paid. Stripe wants at least half an hour, and gets an hour. */
export const CHECKOUT_MS = 60 * 60 * 1000;

/** Stripe makes no page that would wait for less than half an hour: a purchase that got none by then starts over. */
export const CHECKOUT_CAN_BE_MADE_MS = 25 * 60 * 1000;

/** What the checkout session says, as far as it decides about a purchase. */
export type CheckoutFacts = {
  status: "open" | "complete" | "expired";
  paymentStatus: "paid" | "unpaid" | "no_payment_required";
  amountSubtotal: bigint | undefined;
  /** What was collected: the subtotal and its tax, less any discount. */
  amountTotal: bigint | undefined;
  currency: string | undefined;
  clientReferenceId: string | undefined;
  hasPaymentFailed: boolean;
};

/**
 * Where a purchase stands, given its checkout. Money that is not exactly what was asked for is put aside for a person to look at: it is
 * neither given as credit nor forgotten.
 */
function stateByCheckout(
  purchase: { id: PurchaseId; amountMinor: Minor; currency: string },
  checkout: CheckoutFacts,
): PurchaseState {
  if (checkout.paymentStatus === "no_payment_required") return "quarantined";
  if (checkout.paymentStatus === "paid") return isWhatWasAsked(purchase, checkout) ? "paid" : "quarantined";
  if (checkout.status === "expired") return "expired";
  return checkout.status === "complete" && checkout.hasPaymentFailed ? "failed" : "open";
}

/** Settled for good, as far as the portal alone can: what is quarantined waits for a person. */
export function isSettled(state: PurchaseState): boolean {
  return state === "paid" || state === "quarantined";
}

/**
 * The state that a purchase moves to, given its checkout as it was at some moment. It only moves forward: from being open to being over,
 * and from there to nothing but paid or quarantined, so that an answer from before changes nothing.
 */
export function nextState(
  purchase: { id: PurchaseId; amountMinor: Minor; currency: string; state: PurchaseState },
  checkout: CheckoutFacts,
): PurchaseState {
  const { state } = purchase;
  if (isSettled(state)) return state;
  const wanted = stateByCheckout(purchase, checkout);
  if (isSettled(wanted)) return wanted;
  const isOver = state === "expired" || state === "failed";
  return isOver || wanted === "open" ? state : wanted;
}

function isWhatWasAsked(
  purchase: { id: PurchaseId; amountMinor: Minor; currency: string },
  checkout: CheckoutFacts,
): boolean {
  return (
    checkout.amountSubtotal === purchase.amountMinor &&
    (checkout.amountTotal ?? 0n) >= purchase.amountMinor &&
    checkout.currency === purchase.currency &&
    checkout.clientReferenceId === purchase.id
  );
}
