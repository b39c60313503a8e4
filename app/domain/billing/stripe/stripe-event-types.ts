/** The types of event that are acted on, as Stripe's list of events is asked for them (twenty at most). */
export const eventTypes = [
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "checkout.session.expired",
  "charge.refunded",
  "charge.refund.updated",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.funds_reinstated",
] as const;

/** Whether an event of this type tells of a checkout session. */
export const isAboutCheckout = (type: string) => type.startsWith("checkout.session.");

/** Whether an event of this type tells of money that goes back. */
export const isAboutReversal = (type: string) => /^(charge\.refund|charge\.dispute\.|refund\.)/.test(type);
