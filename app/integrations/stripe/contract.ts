import { z } from "zod";

/** What we read of Stripe's objects, and no more. Amounts are whole minor units; what Stripe may leave out is absent here. */
const absent = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? undefined);

const whole = z.number().int().transform(BigInt);

const currency = z.string().transform((code) => code.toUpperCase());

/** An object, or just its id where Stripe was not asked for more. */
const idOf = z.union([z.string(), z.object({ id: z.string() }).transform((object) => object.id)]);

export const customerSchema = z.object({ id: z.string().startsWith("cus_"), object: z.literal("customer") });

const paymentStatus = z.union([z.string(), z.object({ id: z.string(), status: z.string() })]);

export const checkoutSchema = z
  .object({
    id: z.string().startsWith("cs_"),
    object: z.literal("checkout.session"),
    url: absent(z.string()),
    status: z.enum(["open", "complete", "expired"]),
    payment_status: z.enum(["paid", "unpaid", "no_payment_required"]),
    amount_subtotal: absent(whole),
    amount_total: absent(whole),
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
    /** What the buyer paid in all, with tax. */
    amountTotal: session.amount_total,
    currency: session.currency,
    clientReferenceId: session.client_reference_id,
    paymentIntentId: typeof session.payment_intent === "object" ? session.payment_intent.id : session.payment_intent,
    /** The payment was tried and refused, or called off: this page will not be paid any more. */
    hasPaymentFailed:
      typeof session.payment_intent === "object" &&
      ["requires_payment_method", "canceled"].includes(session.payment_intent.status),
  }));

export type Checkout = z.output<typeof checkoutSchema>;

export const paymentSchema = z
  .object({
    id: z.string().startsWith("pi_"),
    object: z.literal("payment_intent"),
    amount: whole,
    amount_received: absent(whole),
    currency,
    metadata: z.record(z.string(), z.string()),
  })
  .transform(({ id, metadata, amount, amount_received, currency: code }) => ({
    id,
    purchaseId: metadata["atrium_purchase_id"],
    /** What was collected, with tax. */
    amount: amount_received ?? amount,
    currency: code,
  }));

export type Payment = z.output<typeof paymentSchema>;

/** One page of a list of Stripe's, newest first. */
export type Page<T> = { data: T[]; hasMore: boolean };

const pageOf = <T extends z.ZodType>(item: T) =>
  z
    .object({ object: z.literal("list"), has_more: z.boolean(), data: z.array(item) })
    .transform(({ data, has_more: hasMore }): Page<z.output<T>> => ({ data, hasMore }));

const reversal = { id: z.string(), amount: whole, currency, created: z.number().int(), payment_intent: absent(idOf) };

export const refundsSchema = pageOf(
  z.object({ ...reversal, object: z.literal("refund"), status: absent(z.string()) }).transform(withPayment),
);

export type Refund = z.output<typeof refundsSchema>["data"][number];

export const disputesSchema = pageOf(
  z.object({ ...reversal, object: z.literal("dispute"), status: z.string() }).transform(withPayment),
);

export type Dispute = z.output<typeof disputesSchema>["data"][number];

function withPayment<T extends { payment_intent: string | undefined }>({ payment_intent, ...rest }: T) {
  return { ...rest, paymentIntentId: payment_intent };
}

/** Webhooks. Some stand-ins send no id. Of the object only what finds it again is read: what it says now is asked of Stripe. */
export const eventSchema = z.looseObject({
  id: absent(z.string().min(1).max(255)),
  type: z.string().min(1).max(255),
  api_version: absent(z.string()),
  data: z.looseObject({
    object: z.looseObject({ id: absent(z.string()), object: absent(z.string()), payment_intent: absent(idOf) }),
  }),
});

export type StripeEvent = z.output<typeof eventSchema>;

/** Of the list of events, which has an id for each. */
export const eventsSchema = pageOf(eventSchema.refine((event) => event.id !== undefined));
