import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, HOUR, later } from "~/core/clock";
import { stripeClientAt, type StripeClient } from "./client.server";
import { itemsOf } from "./every-page";
import { startStripeSimulator, type StripeSimulator } from "./simulator";

let stripe: StripeSimulator;
let client: StripeClient;

beforeAll(async () => {
  stripe = await startStripeSimulator({ webhookSecret: "whsec_unused" });
});
afterAll(() => stripe.stop());
beforeEach(() => {
  stripe.control.mood = "well";
  stripe.requests.length = 0;
  client = stripeClientAt("sk_test_atrium", stripe.url);
});

const alice = { accountId: "acct_a", email: "alice@example.org", name: "Alice" };
const paymentsDown = { refusal: "unavailable", code: "paymentsDown", retryAfterSeconds: 10 };

test.each(["down", "page", "odd"] as const)("Stripe that is %s is said to be away, not believed", async (mood) => {
  stripe.control.mood = mood;
  await expect(client.createCustomer(alice)).rejects.toMatchObject(paymentsDown);
  stripe.control.mood = "well";
  expect(await client.createCustomer(alice)).toMatch(/^cus_/);
});

test("Stripe that never answers is given up on within seconds", async () => {
  stripe.control.mood = "silent";
  const began = performance.now();
  await expect(client.checkoutOf("cs_test_any")).rejects.toMatchObject(paymentsDown);
  expect(performance.now() - began).toBeLessThan(12_000);
}, 20_000);

test("nobody at the address, and a key that is refused, are the same to who wants to pay", async () => {
  await expect(stripeClientAt("sk_test_atrium", "http://localhost:1").checkoutOf("cs_test_any")).rejects.toMatchObject(
    paymentsDown,
  );
  await expect(stripeClientAt("no_key", stripe.url).createCustomer(alice)).rejects.toMatchObject(paymentsDown);
});

test("after five outages in a row Stripe is left alone for a while", async () => {
  stripe.control.mood = "odd";
  for (let time = 1; time <= 5; time++)
    await expect(client.checkoutOf("cs_test_any")).rejects.toMatchObject(paymentsDown);
  stripe.control.mood = "well";
  await expect(client.checkoutOf("cs_test_any")).rejects.toMatchObject(paymentsDown);
  expect(stripe.requests).toEqual([]);
});

test("a customer that Stripe does not have is told apart from any other wrong request", async () => {
  const asked = { purchaseId: "purchase_y", amountMinor: 2000n, currency: "EUR", name: "Credits" };
  const urls = { successUrl: "http://localhost/ok", cancelUrl: "http://localhost/no" };
  const request = { ...asked, ...urls, expiresAt: later(clock.now(), HOUR) };
  expect(await client.createCheckout({ ...request, customerId: "cus_nobody" })).toBeUndefined();
  const lost = await client.createCustomer(alice);
  const customerId = await client.createCustomer({ ...alice, insteadOf: lost });
  expect(customerId).not.toBe(lost);
  expect(await client.createCustomer({ ...alice, insteadOf: lost })).toBe(customerId);
  expect(await client.createCheckout({ ...request, customerId })).toMatchObject({ status: "open" });
});

test("lists are read to their end, page after page", async () => {
  const customerId = await client.createCustomer(alice);
  const request = { amountMinor: 99900n, currency: "EUR", name: "Credits", customerId, purchaseId: "purchase_pages" };
  const urls = { successUrl: "http://localhost/ok", cancelUrl: "http://localhost/no" };
  const made = await client.createCheckout({ ...request, ...urls, expiresAt: later(clock.now(), HOUR) });
  const { id } = made ?? expect.fail("no page");
  stripe.control.pay(id);
  for (let refund = 1; refund <= 205; refund++) stripe.control.refund(id, refund);
  const payment = (await client.checkoutOf(id))?.paymentIntentId ?? expect.fail("no payment");
  const refunds = await client.refundsOf(payment);
  expect(refunds.map(({ amount }) => Number(amount)).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 205 }, (_, index) => index + 1),
  );
  const since = later(clock.now(), -HOUR);
  expect(await itemsOf(client.refundsSince(since))).toHaveLength(205);
  expect(await itemsOf(client.eventsSince(since, ["charge.refunded"]))).toHaveLength(205);
  expect(await itemsOf(client.eventsSince(later(clock.now(), HOUR), ["charge.refunded"]))).toEqual([]);
});

test("a wrong request of ours is a bug and looks like one", async () => {
  const request = {
    purchaseId: "purchase_x",
    amountMinor: 2000n,
    currency: "EUR",
    name: "Credits",
  };
  const urls = { successUrl: "http://localhost/ok", cancelUrl: "http://localhost/no" };
  const customerId = await client.createCustomer(alice);
  await expect(client.createCheckout({ ...request, ...urls, customerId, expiresAt: clock.now() })).rejects.toThrow(
    "expires_at",
  );
});

test("a demo that is stopped and started again still knows its customers and payments", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "atrium-stripe-")), "stripe.json");
  const first = await startStripeSimulator({ webhookSecret: "whsec_unused", file });
  const customer = await stripeClientAt("sk_test_atrium", first.url).createCustomer(alice);
  await first.stop();
  const second = await startStripeSimulator({ webhookSecret: "whsec_unused", file });
  expect(await stripeClientAt("sk_test_atrium", second.url).createCustomer(alice)).toBe(customer);
  await second.stop();
  rmSync(dirname(file), { recursive: true });
});
