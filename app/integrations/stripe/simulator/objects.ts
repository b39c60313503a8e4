import { randomBytes } from "node:crypto";
import Stripe from "stripe";
import { clock } from "~/core/clock";

/** Stripe's objects, with the fields that its specification requires and those that anybody reads. Amounts are whole minor units. */
export type Customer = ReturnType<typeof customerObject>;
export type Session = ReturnType<typeof sessionObject>;
export type Payment = ReturnType<typeof paymentObject>;
export type Refund = ReturnType<typeof refundObject>;
export type Dispute = ReturnType<typeof disputeObject>;
export type StripeEvent = ReturnType<typeof eventObject>;

type Metadata = Record<string, string>;

const idOf = (prefix: string) => `${prefix}_${randomBytes(12).toString("hex")}`;
/** The portal's own time, so that a demo can be seeded with what was bought months ago. */
export const seconds = () => Math.floor(clock.now().getTime() / 1000);
const inTest = { livemode: false };

export function customerObject(given: { email: string | null; name: string | null; metadata: Metadata }) {
  return { id: idOf("cus"), object: "customer" as const, created: seconds(), ...inTest, ...given };
}

export type SessionGiven = {
  customer: string | null;
  client_reference_id: string | null;
  metadata: Metadata;
  currency: string;
  amount: number;
  /** What the page says is bought. */
  name: string;
  payment_metadata: Metadata;
  success_url: string;
  cancel_url: string | null;
  expires_at: number;
};

export function sessionObject({ amount, name, payment_metadata, ...given }: SessionGiven, base: string) {
  const id = idOf("cs_test");
  return {
    id,
    object: "checkout.session" as const,
    ...inTest,
    ...given,
    created: seconds(),
    mode: "payment" as const,
    status: "open" as "open" | "complete" | "expired",
    payment_status: "unpaid" as "paid" | "unpaid" | "no_payment_required",
    payment_intent: null as string | null,
    amount_subtotal: amount,
    amount_total: amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    adaptive_pricing: { enabled: false },
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    payment_method_types: ["card"],
    shipping_options: [],
    ui_mode: "hosted_page" as const,
    url: `${base}/c/pay/${id}` as string | null,
    /** Not Stripe's: what the simulator needs to know; never sent. */
    kept: { name, payment_metadata },
  };
}

export type PaymentStatus = "succeeded" | "processing" | "requires_payment_method";

export function paymentObject(session: Session, status: PaymentStatus) {
  return {
    id: idOf("pi"),
    object: "payment_intent" as const,
    ...inTest,
    amount: session.amount_total,
    amount_received: status === "succeeded" ? session.amount_total : 0,
    capture_method: "automatic" as const,
    confirmation_method: "automatic" as const,
    created: seconds(),
    currency: session.currency,
    customer: session.customer,
    metadata: session.kept.payment_metadata,
    payment_method_types: ["card"],
    status,
  };
}

export function refundObject(payment: Payment, amount: number, status: string) {
  const { id: payment_intent, currency } = payment;
  return {
    id: idOf("re"),
    object: "refund" as const,
    amount,
    charge: null,
    created: seconds(),
    currency,
    metadata: {},
    payment_intent,
    status,
  };
}

export function disputeObject(payment: Payment, status: string) {
  const { id: payment_intent, currency, amount } = payment;
  return {
    id: idOf("dp"),
    object: "dispute" as const,
    ...inTest,
    amount,
    balance_transactions: [],
    charge: `ch_of_${payment_intent}`,
    created: seconds(),
    currency,
    enhanced_eligibility_types: [],
    evidence: { enhanced_evidence: {} },
    evidence_details: {
      due_by: null,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    metadata: {},
    payment_intent,
    reason: "general",
    status,
  };
}

export function eventObject(type: string, object: object) {
  return {
    id: idOf("evt"),
    object: "event" as const,
    api_version: Stripe.API_VERSION,
    created: seconds(),
    data: { object },
    ...inTest,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
}
