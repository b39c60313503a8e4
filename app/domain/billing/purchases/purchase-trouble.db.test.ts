import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clock, freezeClock, later, MINUTE } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import {
  aMember,
  availableOf,
  buyCredits,
  emptyBilling,
  holdNextAnswer,
  money,
  runStripeJobs,
  startPayments,
  type Payments,
} from "~/testing/billing/billing-fixtures";
import { billingOf } from "~/domain/billing/billing-of.server";
import { returnFromCheckout } from "./return-from-checkout.server";
import { settleOpenPurchases } from "./settle-open-purchases.server";

let payments: Payments;
let alice: Viewer;

beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.stop());
beforeEach(async () => {
  payments.beWell();
  await emptyBilling();
  alice = await aMember("alice");
});
afterEach(() => freezeClock(undefined));

const asked = (path: string) =>
  payments.stripe.requests.filter((request) => request.method === "POST" && request.path === path);
const press = (checkoutUrl: string, button: "pay" | "cancel") =>
  fetch(`${checkoutUrl}/${button}`, { method: "POST", redirect: "manual" });

describe("when a step fails", () => {
  test("Stripe down is said as such, nothing is lost, and the same form goes on when it is back", async () => {
    payments.stripe.control.mood = "down";
    await expect(buyCredits(alice, "20")).rejects.toMatchObject({ refusal: "unavailable", code: "paymentsDown" });
    payments.stripe.control.mood = "well";
    expect(await buyCredits(alice, "20")).toMatchObject({ checkoutUrl: expect.stringContaining("/c/pay/") as string });
    expect((await billingOf(db, alice.userId)).purchases).toHaveLength(1);
  });

  test("after a crash between Stripe's answer and our note of it the same page is found again", async () => {
    const begun = await buyCredits(alice, "20");
    await sql`update credit_purchases set state = 'created', session_id = null, checkout_url = null`;
    await sql`update billing_accounts set stripe_customer_id = null`;
    expect(await buyCredits(alice, "20")).toEqual(begun);
    expect(asked("/v1/checkout/sessions")).toHaveLength(2);
    await press(begun.checkoutUrl, "pay");
    await payments.eventsHandled();
    expect(await availableOf(alice)).toBe(money("25"));
  });

  test.each([
    ["Stripe no longer has the customer", false],
    ["two forms find that out at once", true],
  ])("%s: a new one takes its place, and the purchase goes on", async (_, isTwice) => {
    await buyCredits(alice, "20", "with-the-first");
    const customer = () => sql<{ id: string }[]>`select stripe_customer_id as id from billing_accounts`;
    const [lost] = await customer();
    payments.stripe.control.forgetCustomer(lost?.id ?? "");
    const forms = isTwice ? ["in-one-window", "in-another-window"] : ["in-one-window"];
    const begun = await Promise.all(forms.map((form) => buyCredits(alice, "30", form)));
    const [found] = await customer();
    expect(found?.id).toMatch(/^cus_/);
    expect(found?.id).not.toBe(lost?.id);
    for (const { sessionId } of begun) payments.stripe.control.pay(sessionId);
    await payments.eventsHandled();
    expect(await availableOf(alice)).toBe(money("5") + BigInt(forms.length) * money("30"));
    expect(await buyCredits(alice, "20", "with-the-new-one")).toMatchObject({
      sessionId: expect.any(String) as string,
    });
    expect(await customer()).toEqual([found]);
  });

  test("a form that is sent twice while the customer is replaced leads to one page, the one that was noted", async () => {
    await buyCredits(alice, "20", "with-the-first");
    const answer = holdNextAnswer(payments, "/v1/checkout/sessions");
    const first = buyCredits(alice, "30", "sent-twice");
    await answer.made;
    const [lost] = await sql<{ id: string }[]>`select stripe_customer_id as id from billing_accounts`;
    payments.stripe.control.forgetCustomer(lost?.id ?? "");
    const second = await buyCredits(alice, "30", "sent-twice");
    answer.send();
    expect(await first).toEqual(second);
  });

  test("a payment whose session was never noted still finds its purchase", async () => {
    const { sessionId } = await buyCredits(alice, "20");
    await sql`update credit_purchases set state = 'created', session_id = null, checkout_url = null`;
    payments.stripe.control.pay(sessionId);
    await payments.eventsHandled();
    expect(await availableOf(alice)).toBe(money("25"));
  });

  test("Stripe down on the way back shows the purchase as waiting, not an error", async () => {
    const { sessionId } = await buyCredits(alice, "20");
    payments.stripe.control.pay(sessionId);
    payments.stripe.control.mood = "down";
    expect(await returnFromCheckout(alice, sessionId)).toMatchObject({ state: "open" });
    payments.stripe.control.mood = "well";
    expect(await returnFromCheckout(alice, sessionId)).toMatchObject({ state: "paid" });
  });

  test("when no webhook ever comes, the clock finds what was paid, and ends what never began", async () => {
    payments.stripe.control.delivery.times = 0;
    const { sessionId } = await buyCredits(alice, "20", "paid-and-closed");
    payments.stripe.control.pay(sessionId);
    payments.stripe.control.mood = "down";
    await expect(buyCredits(alice, "30", "never-got-a-page")).rejects.toMatchObject({ code: "paymentsDown" });
    payments.stripe.control.mood = "well";
    expect(await settleOpenPurchases()).toEqual({ waiting: 0, settled: 0, expired: 0 });
    freezeClock(later(clock.now(), 61 * MINUTE));
    expect(await settleOpenPurchases()).toEqual({ waiting: 1, settled: 1, expired: 1 });
    expect(await availableOf(alice)).toBe(money("25"));
    await expect(buyCredits(alice, "30", "never-got-a-page")).rejects.toMatchObject({ code: "purchaseOver" });
  });
});

describe("what was paid is not what was asked", () => {
  test.each([
    ["less", { amount_subtotal: 1999 }],
    ["more", { amount_subtotal: 2001 }],
    ["less after a discount", { amount_subtotal: 2000, amount_total: 1500 }],
    ["other money", { currency: "usd" }],
    ["for another purchase", { client_reference_id: "purchase_01h455vb4pex5vsknk084sn02q" }],
    ["nothing at all", { payment_status: "no_payment_required" as const }],
  ])("%s: it is put aside and no credit is given", async (_, forged) => {
    const { sessionId } = await buyCredits(alice, "20");
    payments.stripe.control.pay(sessionId, forged);
    await payments.eventsHandled();
    expect((await billingOf(db, alice.userId)).purchases).toMatchObject([{ state: "quarantined" }]);
    expect(await availableOf(alice)).toBe(money("5"));
  });

  test("an expired page, and a bank that refuses days later, give nothing; a bank that pays days later does", async () => {
    const [expired, refused, late] = [
      await buyCredits(alice, "10", "expires-form"),
      await buyCredits(alice, "20", "refused-form"),
      await buyCredits(alice, "30", "late-form"),
    ];
    const { control } = payments.stripe;
    control.expire(expired.sessionId);
    control.payLater(refused.sessionId);
    control.payLater(late.sessionId);
    await payments.eventsHandled();
    expect((await billingOf(db, alice.userId)).purchases.map((one) => one.state)).toEqual(["open", "open", "expired"]);
    control.finishLater(refused.sessionId, "failed");
    control.finishLater(late.sessionId, "succeeded");
    await payments.eventsHandled();
    expect((await billingOf(db, alice.userId)).purchases.map((one) => one.state)).toEqual([
      "paid",
      "failed",
      "expired",
    ]);
    expect(await availableOf(alice)).toBe(money("35"));
  });
});

describe("how the news of a payment travels", () => {
  test("three times and late: one credit", async () => {
    Object.assign(payments.stripe.control.delivery, { times: 3, delayMs: 150 });
    payments.stripe.control.pay((await buyCredits(alice, "20")).sessionId);
    await payments.eventsHandled();
    expect(await availableOf(alice)).toBe(money("25"));
  });

  test("signed wrongly it is refused; Stripe tries again, and signed rightly it counts", async () => {
    payments.stripe.control.delivery.secret = "whsec_wrong";
    const event = payments.stripe.control.pay((await buyCredits(alice, "20")).sessionId);
    const answers = () => payments.stripe.deliveries.filter((one) => one.eventId === event).map((one) => one.status);
    await expect.poll(answers).toContain(400);
    await runStripeJobs();
    expect(await availableOf(alice)).toBe(money("5"));
    payments.stripe.control.delivery.secret = undefined;
    payments.stripe.control.redeliver(event);
    await expect.poll(answers).toContain(200);
    await runStripeJobs();
    expect(await availableOf(alice)).toBe(money("25"));
  });
});
