import Stripe from "stripe";
import { env } from "~/core/env.server";
import { SECOND } from "~/core/clock";
import { checkoutSchema, customerSchema, paymentSchema, type Checkout, type Payment } from "./contract";
import { listsAt, type StripeLists } from "./lists.server";
import { assertStripe, stripeCaller } from "./stripe-answers.server";

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

export type CustomerRequest = {
  accountId: string;
  email: string;
  name: string;
  /** The customer that Stripe no longer has, whose place the new one takes. */
  insteadOf?: string;
};

export type StripeClient = {
  /** One customer per account and lost predecessor, however often it is asked for. Returns the customer's id. */
  createCustomer(customer: CustomerRequest): Promise<string>;
  /**
   * A hosted page that collects this amount once; the same purchase of the same customer always gets the same page. Undefined when Stripe
   * does not have the customer: deleted, or of the other mode (test, live).
   */
  createCheckout(request: CheckoutRequest): Promise<Checkout | undefined>;
  /** The session as it is now; undefined when Stripe has none of that id. */
  checkoutOf(sessionId: string): Promise<Checkout | undefined>;
  paymentOf(paymentIntentId: string): Promise<Payment | undefined>;
} & StripeLists;

/** A look at what is there: it is short, and a job or the clock tries again. */
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
    // Whoever pressed Pay waits for it.
    maxNetworkRetries: 1,
    timeout: 6 * SECOND,
  });
  const answered = stripeCaller();
  return {
    createCustomer: ({ accountId, email, name, insteadOf }) =>
      answered("create customer", async () => {
        const wanted = { email, name, metadata: { atrium_account_id: accountId } };
        const idempotencyKey = `customer:${accountId}${insteadOf ? `:after:${insteadOf}` : ""}`;
        const made = await stripe.customers.create(wanted, { idempotencyKey });
        return assertStripe(customerSchema, made, "create customer").id;
      }),
    createCheckout: (request) =>
      answered("create checkout", async () => {
        const idempotencyKey = `purchase:${request.purchaseId}:${request.customerId}`;
        const made = await orNothing(
          stripe.checkout.sessions.create(sessionFor(request), { idempotencyKey }),
          "customer",
        );
        return made && assertStripe(checkoutSchema, made, "create checkout");
      }),
    checkoutOf: (id) =>
      answered("read checkout", async () => {
        const found = await orNothing(stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] }, look));
        return found && assertStripe(checkoutSchema, found, "read checkout");
      }),
    paymentOf: (id) =>
      answered("read payment", async () => {
        const found = await orNothing(stripe.paymentIntents.retrieve(id, {}, look));
        return found && assertStripe(paymentSchema, found, "read payment");
      }),
    ...listsAt(stripe, answered, look),
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

/** Undefined when Stripe does not have what was asked for; `param` names what may be missing, where that is not the object itself. */
async function orNothing<T>(asked: Promise<T>, param?: string): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error) && (!param || error.param === param)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): error is Stripe.errors.StripeInvalidRequestError {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";
}
