import { z } from "zod";

/** What we read of Stripe's objects, and no more. Amounts are whole minor units; what Stripe may leave out is absent here. */
const absent = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? undefined);

const whole = z.number().int().transform(BigInt);

const currency = z.string().transform((code) => code.toUpperCase());

/** An object, or just its id where Stripe was not asked for more. */
const idOf = z.union([z.string(), z.object({ id: z.string() }).transform((object) => object.id)]);

export const customerShape = z.object({ id: z.string().startsWith("cus_"), object: z.literal("customer") });

const paymentStatus = z.union([z.string(), z.object({ id: z.string(), status: z.string() })]);

export const checkoutShape = z
  .object({
    id: z.string().startsWith("cs_"),
    object: z.literal("checkout.session"),
    url: absent(z.string()),
    status: z.enum(["open", "complete", "expired"]),
    payment_status: z.enum(["paid", "unpaid", "no_payment_required"]),
    amount_subtotal: absent(whole),
    currency: absent(currency),
    client_reference_id: absent(z.string()),
    payment_intent: absent(paymentStatus),
  })
  .transform((session) => ({
    id: session.id,
    url: session.url,
    status: session.status,
    paymentStatus: session.payment_status,
    amountSubtotal: session.amount_subtotal,
    currency: session.currency,
    clientReferenceId: session.client_reference_id,
    /** The payment was tried and refused, or called off: this page will not be paid any more. */
    hasPaymentFailed:
      typeof session.payment_intent === "object" &&
      ["requires_payment_method", "canceled"].includes(session.payment_intent.status),
  }));

export type Checkout = z.output<typeof checkoutShape>;

export const paymentShape = z
  .object({
    id: z.string().startsWith("pi_"),
    object: z.literal("payment_intent"),
    metadata: z.record(z.string(), z.string()),
  })
  .transform((payment) => ({ id: payment.id, purchaseId: payment.metadata["atrium_purchase_id"] }));

export type Payment = z.output<typeof paymentShape>;

const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ object: z.literal("list"), has_more: z.boolean(), data: z.array(item) }).transform((list) => list.data);

export const refundsShape = listOf(
  z.object({
    id: z.string(),
    object: z.literal("refund"),
    amount: whole,
    currency,
    status: absent(z.string()),
  }),
);

export type Refund = z.output<typeof refundsShape>[number];

export const disputesShape = listOf(
  z.object({ id: z.string(), object: z.literal("dispute"), amount: whole, currency, status: z.string() }),
);

export type Dispute = z.output<typeof disputesShape>[number];

/** Webhooks. Some stand-ins send no id. Of the object only what finds it again is read: what it says now is asked of Stripe. */
export const eventShape = z.looseObject({
  id: absent(z.string().min(1).max(255)),
  type: z.string().min(1).max(255),
  api_version: absent(z.string()),
  data: z.looseObject({
    object: z.looseObject({ id: absent(z.string()), object: absent(z.string()), payment_intent: absent(idOf) }),
  }),
});

export type StripeEvent = z.output<typeof eventShape>;
