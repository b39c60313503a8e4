import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import {
  aMember,
  availableOf,
  buyCredits,
  emptyBilling,
  holdNextAnswer,
  ledgerFaults,
  money,
  soundLedger,
  startPayments,
  type Payments,
} from "~/testing/billing/billing-fixtures";
import { settlePurchase } from "./settle-purchase.server";
import { settleReversals } from "~/domain/billing/stripe/settle-reversals.server";

let payments: Payments;
let alice: Viewer;
let sessionId: string;

beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.stop());
beforeEach(async () => {
  payments.beWell();
  await emptyBilling();
  alice = await aMember("alice");
  ({ sessionId } = await buyCredits(alice, "20"));
});

async function balanceAfterEvents(): Promise<bigint> {
  await payments.eventsHandled();
  expect(await ledgerFaults()).toEqual(soundLedger);
  return availableOf(alice);
}

const paymentId = async () => {
  const [row] = await sql<{ id: string }[]>`select payload #>> '{data,object,payment_intent}' as id from stripe_events
    where type = 'charge.refunded' limit 1`;
  return row?.id ?? expect.fail("no refund was heard of");
};

test("an old answer about a refund, come late, changes nothing", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId);
  const refund = control.refund(sessionId, undefined, "pending");
  await payments.stripe.settled();
  const answer = holdNextAnswer(payments, "/v1/refunds");
  const late = settleReversals(await paymentId());
  await answer.made;
  control.failRefund(refund);
  expect(await balanceAfterEvents()).toBe(money("25"));
  answer.send();
  await late;
  expect(await balanceAfterEvents()).toBe(money("25"));
});

test("an old answer about a page, come late, does not undo its payment", async () => {
  const { control } = payments.stripe;
  const answer = holdNextAnswer(payments, `/v1/checkout/sessions/${sessionId}`);
  const late = settlePurchase(sessionId);
  await answer.made;
  control.pay(sessionId);
  expect(await balanceAfterEvents()).toBe(money("25"));
  answer.send();
  expect(await late).toBe("paid");
  expect(await availableOf(alice)).toBe(money("25"));
});

test("many, of one refund, take the credit back once", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId);
  control.refund(sessionId);
  await payments.stripe.settled();
  const id = await paymentId();
  await Promise.all(Array.from({ length: 8 }, () => settleReversals(id)));
  expect(await balanceAfterEvents()).toBe(money("5"));
});

test("nobody's lock is held while Stripe is asked", async () => {
  payments.stripe.control.pay(sessionId);
  payments.stripe.control.refund(sessionId, 500);
  await payments.stripe.settled();
  const answer = holdNextAnswer(payments, "/v1/refunds");
  const settling = settleReversals(await paymentId());
  await answer.made;
  await sql.begin((tx) => tx`select from credit_purchases for update nowait`);
  answer.send();
  await settling;
  expect(await balanceAfterEvents()).toBe(money("20"));
});
