import Stripe from "stripe";
import { env } from "~/core/env.server";
import { SECOND } from "~/core/clock";
import {
  checkoutShape,
  customerShape,
  disputesShape,
  paymentShape,
  refundsShape,
  type Checkout,
  type Dispute,
  type Payment,
  type Refund,
} from "./contract";
import { assertStripe, stripeDoor } from "./stripe-answers.server";

export type CheckoutRequest = {
  purchaseId: string;
  customerId: string;
  /** Whole minor units. */
  amountMinor: bigint;
  currency: string;
  /** What stands on the checkout page and the receipt. */
  name: string;
  successUrl: string;
  cancelUrl: string;
  expiresAt: Date;
};

export type StripeClient = {
  /** One customer per key, however often it is asked for. Returns the customer's id. */
  createCustomer(customer: { accountId: string; email: string; name: string }): Promise<string>;
  /** A hosted page that collects this amount once; the same purchase always gets the same page. */
  createCheckout(request: CheckoutRequest): Promise<Checkout>;
  /** The session as it is now; undefined when Stripe has none of that id. */
  checkoutOf(sessionId: string): Promise<Checkout | undefined>;
  paymentOf(paymentIntentId: string): Promise<Payment | undefined>;
  refundsOf(paymentIntentId: string): Promise<Refund[]>;
  disputesOf(paymentIntentId: string): Promise<Dispute[]>;
};

/** A look at one object, made while its purchase is locked: it is short, and a job tries again. */
const look = { timeout: 4 * SECOND, maxNetworkRetries: 1 };

let shared: StripeClient | undefined;

/** The client of this installation. Every verb refuses `unavailable` when Stripe cannot be asked. */
export function stripeClient(): StripeClient {
  return (shared ??= stripeClientAt(env().STRIPE_SECRET_KEY, env().STRIPE_API_URL));
}

/** A client for Stripe itself, or for a stand-in at `apiUrl`. */
export function stripeClientAt(secretKey: string, apiUrl?: string): StripeClient {
  const stripe = new Stripe(secretKey, {
    ...addressOf(apiUrl),
    telemetry: false,
    maxNetworkRetries: 2,
    timeout: 10 * SECOND,
  });
  const answered = stripeDoor();
  return {
    createCustomer: ({ accountId, email, name }) =>
      answered("create customer", async () => {
        const wanted = { email, name, metadata: { atrium_account_id: accountId } };
        const made = await stripe.customers.create(wanted, { idempotencyKey: `customer:${accountId}` });
        return assertStripe(customerShape, made, "create customer").id;
      }),
    createCheckout: (request) =>
      answered("create checkout", async () => {
        const made = await stripe.checkout.sessions.create(sessionFor(request), {
          idempotencyKey: `purchase:${request.purchaseId}`,
        });
        return assertStripe(checkoutShape, made, "create checkout");
      }),
    checkoutOf: (id) =>
      answered("read checkout", async () => {
        const found = await orNothing(stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] }, look));
        return found && assertStripe(checkoutShape, found, "read checkout");
      }),
    paymentOf: (id) =>
      answered("read payment", async () => {
        const found = await orNothing(stripe.paymentIntents.retrieve(id, {}, look));
        return found && assertStripe(paymentShape, found, "read payment");
      }),
    refundsOf: (id) =>
      answered("list refunds", async () =>
        assertStripe(refundsShape, await stripe.refunds.list({ payment_intent: id, limit: 100 }, look), "list refunds"),
      ),
    disputesOf: (id) =>
      answered("list disputes", async () =>
        assertStripe(
          disputesShape,
          await stripe.disputes.list({ payment_intent: id, limit: 100 }, look),
          "list disputes",
        ),
      ),
  };
}

function addressOf(apiUrl: string | undefined) {
  if (!apiUrl) return {};
  const { hostname, port, protocol } = new URL(apiUrl);
  const plain = protocol === "http:";
  return { host: hostname, port: port || (plain ? "80" : "443"), protocol: plain ? "http" : "https" } as const;
}

/** No list of payment methods: which ones are offered is decided in Stripe's dashboard. */
function sessionFor(request: CheckoutRequest): Stripe.Checkout.SessionCreateParams {
  const { purchaseId } = request;
  const price = {
    currency: request.currency.toLowerCase(),
    unit_amount: Number(request.amountMinor),
    product_data: { name: request.name },
  };
  return {
    mode: "payment",
    customer: request.customerId,
    client_reference_id: purchaseId,
    metadata: { atrium_purchase_id: purchaseId },
    line_items: [{ quantity: 1, price_data: price }],
    payment_intent_data: { metadata: { atrium_purchase_id: purchaseId } },
    invoice_creation: { enabled: true },
    adaptive_pricing: { enabled: false },
    expires_at: Math.floor(request.expiresAt.getTime() / SECOND),
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
  };
}

async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return undefined;
    throw error;
  }
}
