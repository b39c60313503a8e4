import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, HOUR, later } from "~/core/clock";
import type { PurchaseId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import { stripeClient } from "~/integrations/stripe/client.server";
import {
  aMember,
  availableOf,
  buyCredits,
  emptyBilling,
  heldOf,
  holdNextAnswer,
  ledgerFaults,
  money,
  soundLedger,
  startPayments,
  type Payments,
} from "~/testing/billing/billing-fixtures";
import { findCredit } from "~/domain/billing/ledger/accounts.queries.server";
import { settleReversals } from "~/domain/billing/stripe/settle-reversals.server";
import { countUnapplied, unappliedPayments } from "./unapplied-payments.queries.server";

let payments: Payments;
let alice: Viewer;
let purchaseId: PurchaseId;
/** The page of the purchase, and another one that names the same purchase. */
let first: string;
let second: string;

beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.stop());
beforeEach(async () => {
  payments.beWell();
  await emptyBilling();
  alice = await aMember("alice");
  ({ sessionId: first, purchaseId } = await buyCredits(alice, "20"));
  second = await anotherPage();
});

async function anotherPage(): Promise<string> {
  const accountId = (await findCredit(db, alice.userId))?.accountId ?? "";
  const stripe = stripeClient();
  const { email, name } = alice;
  const customerId = await stripe.createCustomer({ accountId, email, name, insteadOf: "cus_gone" });
  const url = "http://127.0.0.1/billing";
  const checkout = await stripe.createCheckout({
    ...{ purchaseId, customerId, amountMinor: 2000n, currency: "EUR", name: "Credit" },
    ...{ successUrl: url, cancelUrl: url, expiresAt: later(clock.now(), HOUR) },
  });
  return checkout?.id ?? expect.fail("Stripe made no second page");
}

async function bothPaid(): Promise<void> {
  payments.stripe.control.pay(first);
  payments.stripe.control.pay(second);
  expect(await balance()).toBe(money("25"));
}

async function balance(): Promise<bigint> {
  await payments.eventsHandled();
  expect(await ledgerFaults()).toEqual(soundLedger);
  return availableOf(alice);
}

const paymentOf = async (sessionId: string) =>
  (await stripeClient().checkoutOf(sessionId))?.paymentIntentId ?? expect.fail("it was not paid");

const kept = async () =>
  (await sql<{ payment: string | null }[]>`select payment_intent_id as payment from credit_purchases`)[0]?.payment;

test("a second payment of a purchase, sent back, takes none of the first one's credit", async () => {
  await bothPaid();
  payments.stripe.control.refund(second);
  expect(await balance()).toBe(money("25"));
  payments.stripe.control.refund(first, 500);
  expect(await balance()).toBe(money("20"));
  payments.stripe.control.refund(first, 1500);
  expect(await balance()).toBe(money("5"));
});

test("a dispute of a second payment holds none of the first one's credit", async () => {
  await bothPaid();
  payments.stripe.control.dispute(second, "needs_response");
  expect(await balance()).toBe(money("25"));
  expect(await heldOf((await findCredit(db, alice.userId))?.accountId ?? expect.fail())).toBe(0n);
});

test("which payment a purchase was settled by is learned from Stripe where it was not kept, and then kept", async () => {
  await bothPaid();
  const payment = await kept();
  expect(payment).toBe(await paymentOf(first));
  await sql`update credit_purchases set payment_intent_id = null`;
  payments.stripe.control.refund(second);
  expect(await balance()).toBe(money("25"));
  expect(await kept()).toBe(payment);
  await sql`update credit_purchases set payment_intent_id = null`;
  payments.stripe.control.refund(first);
  expect(await balance()).toBe(money("5"));
});

test("a newer look at the second payment does not make the first one's refund an old one", async () => {
  payments.stripe.control.delivery.times = 0;
  payments.stripe.control.pay(first);
  payments.stripe.control.pay(second);
  payments.stripe.control.refund(first);
  payments.stripe.control.refund(second);
  const [good, other] = [await paymentOf(first), await paymentOf(second)];
  const answer = holdNextAnswer(payments, "/v1/refunds");
  const settling = settleReversals(good);
  await answer.made;
  await settleReversals(other);
  answer.send();
  await settling;
  expect(await balance()).toBe(money("5"));
});

test("credit that a second payment's refund had taken comes back when that payment is looked at again", async () => {
  await bothPaid();
  await sql`update credit_purchases set payment_intent_id = ${await paymentOf(second)}`;
  payments.stripe.control.refund(second);
  expect(await balance()).toBe(money("5"));
  await sql`update credit_purchases set payment_intent_id = null`;
  await settleReversals(await paymentOf(second));
  expect(await balance()).toBe(money("25"));
});

test("a payment that no purchase was settled by waits for a person until all of it has gone back", async () => {
  await bothPaid();
  expect(await unappliedPayments(db, 10)).toMatchObject([
    {
      paymentIntentId: await paymentOf(second),
      purchaseId,
      owner: { name: alice.name },
      amount: money("20"),
      sentBack: 0n,
      currency: "EUR",
    },
  ]);
  payments.stripe.control.refund(second, 500);
  await balance();
  expect(await unappliedPayments(db, 10)).toMatchObject([{ sentBack: money("5") }]);
  const refund = payments.stripe.control.refund(second, 1500);
  await balance();
  expect([await unappliedPayments(db, 10), await countUnapplied(db)]).toEqual([[], 0]);
  payments.stripe.control.failRefund(refund);
  await balance();
  expect(await countUnapplied(db)).toBe(1);
});

test("it is known by its refund, too, when nothing else was heard of it", async () => {
  payments.stripe.control.pay(first);
  payments.stripe.control.delivery.times = 0;
  payments.stripe.control.pay(second);
  payments.stripe.control.delivery.times = 1;
  payments.stripe.control.refund(second, 500);
  expect(await balance()).toBe(money("25"));
  expect(await unappliedPayments(db, 10)).toMatchObject([{ amount: money("20"), sentBack: money("5") }]);
});

test("paid on another page than the purchase's own gives no credit, and waits for a person", async () => {
  payments.stripe.control.pay(second);
  expect(await balance()).toBe(money("5"));
  expect(await countUnapplied(db)).toBe(1);
  payments.stripe.control.refund(second);
  expect(await balance()).toBe(money("5"));
  expect(await countUnapplied(db)).toBe(0);
});
