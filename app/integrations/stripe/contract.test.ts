import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test, type TestContext } from "vitest";
import {
  startEmulate,
  startLocalstripe,
  startStatefulMock,
  startStripeMock,
  stripeSpecification,
  type Double,
} from "../../../scripts/stack/stripe-doubles";
import { clock, HOUR, later } from "~/core/clock";
import { aCheckout, person } from "~/testing/billing/checkout-requests";
import { specificationIn, type SpecificationCheck } from "~/testing/billing/stripe-specification";
import { startRecordingEndpoint } from "~/testing/webhooks/webhook-endpoint";
import { stripeClientAt, type StripeClient } from "./client.server";
import { itemsOf } from "./every-page";
import { startStripeSimulator, type StripeSimulator } from "./simulator";
import { verifyEvent } from "./verify-event.server";

const key = "sk_test_contract";
const secret = "whsec_contract";
/** A double that cannot be had here is named, and what it would have said is seen to be skipped. */
function skip(context: TestContext, reason: string): never {
  console.info(`skipped: ${reason}`);
  return context.skip(reason);
}

const simulated = () => startStripeSimulator({ webhookSecret: secret });

type Ability = "checkout" | "remember" | "repeat";

/** Everybody who stands in for Stripe, and what each of them is able to say about our client. */
const doubles: { name: string; start: () => Promise<Double>; can: Ability[] }[] = [
  { name: "our simulator", start: simulated, can: ["checkout", "remember", "repeat"] },
  { name: "stripe-mock", start: startStripeMock, can: ["checkout"] },
  { name: "stripe-stateful-mock", start: startStatefulMock, can: ["repeat"] },
];

describe.each(doubles)("our client at $name", ({ start, can }) => {
  let double: Double;
  let client: StripeClient;

  // What a double cannot say anything about is no test of it.
  const when = (ability: Ability) => (can.includes(ability) ? test : () => undefined);

  beforeAll(async () => {
    double = await start();
    if ("url" in double) client = stripeClientAt(key, double.url);
  });
  afterAll(() => ("stop" in double ? double.stop() : undefined));
  beforeEach((context) => ("missing" in double ? skip(context, double.missing) : undefined));

  test("makes a customer", async () => {
    expect(await client.createCustomer(person)).toMatch(/^cus_\w+$/);
  });

  when("repeat")("gets the same customer for the same account, and no other account's", async () => {
    const first = await client.createCustomer(person);
    expect(await client.createCustomer(person)).toBe(first);
    expect(await client.createCustomer({ ...person, accountId: "acct_another" })).not.toBe(first);
  });

  when("repeat")("is refused when a key comes back with another request", async () => {
    await client.createCustomer({ ...person, accountId: "acct_reused" });
    const changed = client.createCustomer({ ...person, accountId: "acct_reused", email: "other@example.org" });
    await expect(changed).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  when("checkout")("makes a checkout, finds it again, and lists what came of a payment", async () => {
    const made = await aCheckout(client);
    expect(made.id).toMatch(/^cs_test_\w+$/);
    expect(made.url).toMatch(/^https?:/);
    expect(await client.checkoutOf(made.id)).toMatchObject({ id: made.id, paymentStatus: "unpaid" });
    expect(await client.refundsOf("pi_contract")).toBeInstanceOf(Array);
    expect(await client.disputesOf("pi_contract")).toBeInstanceOf(Array);
    const anHourAgo = later(clock.now(), -HOUR);
    expect(await itemsOf(client.refundsSince(anHourAgo))).toBeInstanceOf(Array);
    expect(await itemsOf(client.disputesSince(anHourAgo))).toBeInstanceOf(Array);
  });

  when("remember")("reads back what it asked for, and nothing of what never was", async () => {
    const made = await aCheckout(client, "purchase_kept");
    expect(made).toMatchObject({
      status: "open",
      amountSubtotal: 2000n,
      currency: "EUR",
      clientReferenceId: "purchase_kept",
    });
    expect(await client.checkoutOf("cs_test_never")).toBeUndefined();
    expect(await client.paymentOf("pi_never")).toBeUndefined();
  });
});

describe("Stripe's own specification", () => {
  let problemsOf: SpecificationCheck | undefined;
  let missing = "";
  let stripe: StripeSimulator;
  let endpoint: Awaited<ReturnType<typeof startRecordingEndpoint>>;

  beforeAll(async () => {
    endpoint = await startRecordingEndpoint();
    stripe = await startStripeSimulator({ webhookSecret: secret, webhookUrl: endpoint.url });
    const specification = await stripeSpecification();
    if ("missing" in specification) missing = specification.missing;
    else problemsOf = specificationIn(specification.file);
  });
  afterAll(() => Promise.all([stripe.stop(), endpoint.stop()]));
  beforeEach((context) => (problemsOf ? undefined : skip(context, missing)));

  test("has nothing against what we ask and what our simulator answers, from customer to dispute", async () => {
    const client = stripeClientAt(key, stripe.url);
    const { id } = await aCheckout(client);
    stripe.control.pay(id);
    stripe.control.refund(id, 500);
    stripe.control.dispute(id, "needs_response");
    expect(await client.checkoutOf(id)).toMatchObject({ paymentStatus: "paid" });
    const session = stripe.requests.at(-1)?.answer as { payment_intent: { id: string } };
    const payment = session.payment_intent.id;
    expect(await client.paymentOf(payment)).toEqual({
      id: payment,
      purchaseId: "purchase_contract",
      amount: 2000n,
      currency: "EUR",
    });
    expect(await client.refundsOf(payment)).toMatchObject([{ amount: 500n, currency: "EUR", status: "succeeded" }]);
    expect(await client.disputesOf(payment)).toMatchObject([
      { amount: 2000n, currency: "EUR", status: "needs_response" },
    ]);
    const anHourAgo = later(clock.now(), -HOUR);
    const types = ["checkout.session.completed", "charge.dispute.created"];
    const events = await itemsOf(client.eventsSince(anHourAgo, types));
    expect(events.map(({ type }) => type)).toEqual(types.toReversed());
    expect(await itemsOf(client.refundsSince(anHourAgo))).toMatchObject([{ paymentIntentId: payment }]);
    expect(await itemsOf(client.disputesSince(anHourAgo))).toMatchObject([{ paymentIntentId: payment }]);
    expect(stripe.requests).toHaveLength(9);
    expect(stripe.requests.flatMap((request) => problemsOf?.(request))).toEqual([]);
  });

  test("has nothing against the events that our simulator sends", async () => {
    const client = stripeClientAt(key, stripe.url);
    const { id } = await aCheckout(client, "purchase_told");
    stripe.control.pay(id);
    await stripe.settled();
    const { body, signature } = endpoint.last();
    expect(verifyEvent(body, signature, [secret], clock.now())).toMatchObject({ api_version: Stripe.API_VERSION });
    const read = {
      method: "GET",
      path: "/v1/events/evt_1",
      form: {},
      answer: JSON.parse(body) as unknown,
      status: 200,
    };
    expect(problemsOf?.(read)).toEqual([]);
  });

  test("would say if we asked for, or answered, something else", () => {
    const sessions = { method: "POST", path: "/v1/checkout/sessions", status: 400, answer: {} };
    expect(problemsOf?.({ ...sessions, form: { mode: "payment", colour: "red" } })).not.toEqual([]);
    expect(problemsOf?.({ ...sessions, form: { expires_at: "soon" } })).not.toEqual([]);
    expect(
      problemsOf?.({ ...sessions, form: {}, status: 200, answer: { id: "cs_1", object: "checkout.session" } }),
    ).not.toEqual([]);
  });
});

test("a checkout of emulate's goes from open to paid on its own page, and its webhook is one that we take", async (context) => {
  const endpoint = await startRecordingEndpoint();
  const price = { id: "price_credits", product_name: "Credits", currency: "eur", unit_amount: 2000 };
  const events = ["checkout.session.completed"];
  const emulate = await startEmulate({
    products: [{ name: "Credits" }],
    prices: [price],
    webhooks: [{ url: endpoint.url, events, secret }],
  });
  if ("missing" in emulate) skip(context, emulate.missing);
  const { port } = new URL(emulate.url);
  const theirs = new Stripe(key, { host: "localhost", port, protocol: "http", telemetry: false });
  const client = stripeClientAt(key, emulate.url);
  const made = await theirs.checkout.sessions.create({
    mode: "payment",
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: "http://localhost:3000/ok",
  });
  expect(await client.checkoutOf(made.id)).toMatchObject({ status: "open", paymentStatus: "unpaid" });
  expect(await (await fetch(made.url ?? "")).text()).toContain("20.00");
  await fetch(`${emulate.url}/checkout/${made.id}/complete`, { method: "POST", redirect: "manual" });
  expect(await client.checkoutOf(made.id)).toMatchObject({
    status: "complete",
    paymentStatus: "paid",
    amountSubtotal: undefined,
  });
  await expect.poll(() => endpoint.delivered).toHaveLength(1);
  const { body, signature } = endpoint.last();
  const event = verifyEvent(body, signature, [secret], clock.now());
  expect(event).toMatchObject({ type: "checkout.session.completed", data: { object: { id: made.id } } });
  expect(event?.id).toBeUndefined();
  expect(verifyEvent(`${body} `, signature, [secret], clock.now())).toBeUndefined();
  await Promise.all([emulate.stop(), endpoint.stop()]);
});

test("a webhook that localstripe signed is one that we take, and only with its secret", async (context) => {
  const localstripe = await startLocalstripe();
  if ("missing" in localstripe) skip(context, localstripe.missing);
  const endpoint = await startRecordingEndpoint();
  await fetch(`${localstripe.url}/_config/webhooks/portal`, {
    method: "POST",
    body: JSON.stringify({ url: endpoint.url, secret }),
  });
  const customer = await stripeClientAt(key, localstripe.url).createCustomer(person);
  await expect.poll(() => endpoint.delivered, { timeout: 5000 }).toHaveLength(1);
  const { body, signature } = endpoint.last();
  expect(verifyEvent(body, signature, ["whsec_other", secret], clock.now())).toMatchObject({
    type: "customer.created",
    data: { object: { id: customer } },
  });
  expect(verifyEvent(body, signature, ["whsec_other"], clock.now())).toBeUndefined();
  await Promise.all([localstripe.stop(), endpoint.stop()]);
}, 200_000);
