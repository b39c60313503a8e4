import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clock, freezeClock, later, MINUTE } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import {
  aMember,
  availableOf,
  emptyBilling,
  ledgerFaults,
  money,
  runStripeJobs,
  soundLedger,
  startPayments,
  type Payments,
} from "~/testing/billing-fixtures";
import { creditsOfUsers } from "./accounts.queries.server";
import { billingOf } from "./billing-of.server";
import { purchaseCreditsInput } from "./purchase-credits-input";
import { purchaseCredits } from "./purchase-credits.server";
import { returnFromCheckout } from "./return-from-checkout.server";
import { settleOpenPurchases } from "./settle-open-purchases.server";
import { settlePurchase } from "./settle-purchase.server";
import { statementOf } from "./statement.queries.server";

let payments: Payments;
let alice: Viewer;

beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.stop());
beforeEach(async () => {
  Object.assign(payments.stripe.control, { mood: "well", declines: 0 });
  Object.assign(payments.stripe.control.delivery, { times: 1, delayMs: 0 });
  payments.stripe.requests.length = 0;
  await emptyBilling();
  alice = await aMember("alice");
});
afterEach(() => freezeClock(undefined));

const form = (amount: string | number, purchaseKey = "key-of-the-form") =>
  purchaseCreditsInput.parse({ amount, purchaseKey });
const buy = (amount: string, key?: string) => purchaseCredits(alice, form(amount, key));
const asked = (path: string) =>
  payments.stripe.requests.filter((request) => request.method === "POST" && request.path === path);
const press = (checkoutUrl: string, button: "pay" | "cancel") =>
  fetch(`${checkoutUrl}/${button}`, { method: "POST", redirect: "manual" });

async function webhooksDone() {
  await payments.stripe.settled();
  await runStripeJobs();
}

describe("buying", () => {
  test("alice buys 20.00: the page asks for 20.00, and paying gives it once, by the webhook alone", async () => {
    const { checkoutUrl, purchaseId } = await buy("20.00");
    const page = await (await fetch(checkoutUrl)).text();
    expect(page).toContain("€20.00");
    expect(page).toContain("no money moves");
    expect(await availableOf(alice)).toBe(money("5"));
    const back = await press(checkoutUrl, "pay");
    expect(back.status).toBe(303);
    expect(back.headers.get("location")).toMatch(/^http:\/\/localhost:3000\/billing\/return\?session_id=cs_test_\w+$/);
    await webhooksDone();
    expect(await availableOf(alice)).toBe(money("25"));
    expect((await statementOf(db, alice.userId)).lines[0]).toMatchObject({
      kind: "purchase",
      subject: purchaseId,
      amount: money("20"),
    });
    expect((await creditsOfUsers(db, [alice.userId])).get(alice.userId)).toMatchObject({
      purchased: money("20"),
      used: 0n,
      available: money("25"),
    });
    expect(await ledgerFaults()).toEqual(soundLedger);
  });

  test("the success page gives the credit when the webhook has not come, and the webhook adds nothing to it", async () => {
    payments.stripe.control.delivery.times = 0;
    const { sessionId } = await buy("20");
    expect(await returnFromCheckout(alice, sessionId)).toMatchObject({ state: "open" });
    const event = payments.stripe.control.pay(sessionId);
    const arrivals = await Promise.all(Array.from({ length: 5 }, () => returnFromCheckout(alice, sessionId)));
    expect(arrivals).toMatchObject(Array.from({ length: 5 }, () => ({ state: "paid", amount: money("20") })));
    payments.stripe.control.delivery.times = 1;
    payments.stripe.control.redeliver(event);
    await webhooksDone();
    expect(await availableOf(alice)).toBe(money("25"));
  });

  test("the form sent twice, even at once, is one purchase with one page", async () => {
    const begun = await Promise.all(Array.from({ length: 6 }, () => buy("20")));
    expect(new Set(begun.map((one) => one.purchaseId)).size).toBe(1);
    expect(new Set(begun.map((one) => one.checkoutUrl)).size).toBe(1);
    expect((await billingOf(db, alice.userId)).openPurchase).toMatchObject({
      amount: money("20"),
      checkoutUrl: begun[0]?.checkoutUrl,
    });
    const [activity] =
      await sql`select count(*)::int as n from activity where action = 'credits.purchase' and subject_id = ${alice.userId}`;
    expect(activity).toEqual({ n: 1 });
  });

  test("another form is another purchase of the same customer", async () => {
    await buy("20", "first-form");
    await buy("30", "second-form");
    expect(asked("/v1/customers")).toHaveLength(1);
    expect((await billingOf(db, alice.userId)).purchases.map((purchase) => purchase.amount)).toEqual([
      money("30"),
      money("20"),
    ]);
  });

  test("a form that was sent with another amount, or is over, says so", async () => {
    const { sessionId } = await buy("20");
    await expect(buy("30")).rejects.toMatchObject({ refusal: "conflict", code: "purchaseKeyReused" });
    payments.stripe.control.pay(sessionId);
    await settlePurchase(sessionId);
    await expect(buy("20")).rejects.toMatchObject({ refusal: "conflict", code: "purchaseOver" });
  });

  test("a declined card can be tried again, and Cancel leads back with nothing bought", async () => {
    payments.stripe.control.declines = 1;
    const { checkoutUrl, sessionId } = await buy("20");
    const declined = await press(checkoutUrl, "pay");
    expect(declined.status).toBe(402);
    expect(await declined.text()).toContain("declined");
    expect((await press(checkoutUrl, "cancel")).headers.get("location")).toBe("http://localhost:3000/billing");
    expect(await settlePurchase(sessionId)).toBe("open");
    await press(checkoutUrl, "pay");
    expect(await settlePurchase(sessionId)).toBe("paid");
  });

  test.each(["4.99", "10000.01", "20.001", "-20", "1e3", "abc", "", "NaN", 0.1 + 19.9 + 1e-13])(
    "an amount of %s is refused",
    (amount) => {
      expect(purchaseCreditsInput.safeParse({ amount, purchaseKey: "key-of-the-form" }).success).toBe(false);
    },
  );

  test.each([
    ["5", "5"],
    ["10000.00", "10000"],
    [100, "100"],
    [" 20.5 ", "20.5"],
  ])("an amount of %s is taken as %s", (amount, means) => {
    expect(form(amount).amount).toBe(money(means));
  });

  test("charlie cannot look at alice's purchase by its session", async () => {
    const { sessionId } = await buy("20");
    const charlie = await aMember("charlie");
    await expect(returnFromCheckout(charlie, sessionId)).rejects.toMatchObject({ refusal: "not_found" });
  });
});

describe("when a step fails", () => {
  test("Stripe down is said as such, nothing is lost, and the same form goes on when it is back", async () => {
    payments.stripe.control.mood = "down";
    await expect(buy("20")).rejects.toMatchObject({ refusal: "unavailable", code: "paymentsDown" });
    payments.stripe.control.mood = "well";
    expect(await buy("20")).toMatchObject({ checkoutUrl: expect.stringContaining("/c/pay/") as string });
    expect((await billingOf(db, alice.userId)).purchases).toHaveLength(1);
  });

  test("after a crash between Stripe's answer and our note of it the same page is found again", async () => {
    const begun = await buy("20");
    await sql`update credit_purchases set state = 'created', session_id = null, checkout_url = null`;
    await sql`update billing_accounts set stripe_customer_id = null`;
    expect(await buy("20")).toEqual(begun);
    expect(asked("/v1/checkout/sessions")).toHaveLength(2);
    await press(begun.checkoutUrl, "pay");
    await webhooksDone();
    expect(await availableOf(alice)).toBe(money("25"));
  });

  test("a payment whose session was never noted still finds its purchase", async () => {
    const { sessionId } = await buy("20");
    await sql`update credit_purchases set state = 'created', session_id = null, checkout_url = null`;
    payments.stripe.control.pay(sessionId);
    await webhooksDone();
    expect(await availableOf(alice)).toBe(money("25"));
  });

  test("Stripe down on the way back shows the purchase as waiting, not an error", async () => {
    const { sessionId } = await buy("20");
    payments.stripe.control.pay(sessionId);
    payments.stripe.control.mood = "down";
    expect(await returnFromCheckout(alice, sessionId)).toMatchObject({ state: "open" });
    payments.stripe.control.mood = "well";
    expect(await returnFromCheckout(alice, sessionId)).toMatchObject({ state: "paid" });
  });

  test("when no webhook ever comes, the clock finds what was paid, and ends what never began", async () => {
    payments.stripe.control.delivery.times = 0;
    const { sessionId } = await buy("20", "paid-and-closed");
    payments.stripe.control.pay(sessionId);
    payments.stripe.control.mood = "down";
    await expect(buy("30", "never-got-a-page")).rejects.toMatchObject({ code: "paymentsDown" });
    payments.stripe.control.mood = "well";
    expect(await settleOpenPurchases()).toEqual({ waiting: 0, settled: 0, expired: 0 });
    freezeClock(later(clock.now(), 61 * MINUTE));
    expect(await settleOpenPurchases()).toEqual({ waiting: 1, settled: 1, expired: 1 });
    expect(await availableOf(alice)).toBe(money("25"));
    await expect(buy("30", "never-got-a-page")).rejects.toMatchObject({ code: "purchaseOver" });
  });
});

describe("what was paid is not what was asked", () => {
  test.each([
    ["less", { amount_subtotal: 1999 }],
    ["more", { amount_subtotal: 2001 }],
    ["other money", { currency: "usd" }],
    ["for another purchase", { client_reference_id: "purchase_01h455vb4pex5vsknk084sn02q" }],
    ["nothing at all", { payment_status: "no_payment_required" as const }],
  ])("%s: it is put aside and no credit is given", async (_, forged) => {
    const { sessionId } = await buy("20");
    payments.stripe.control.pay(sessionId, forged);
    await webhooksDone();
    expect((await billingOf(db, alice.userId)).purchases).toMatchObject([{ state: "quarantined" }]);
    expect(await availableOf(alice)).toBe(money("5"));
  });

  test("an expired page, and a bank that refuses days later, give nothing; a bank that pays days later does", async () => {
    const [expired, refused, late] = [
      await buy("10", "expires-form"),
      await buy("20", "refused-form"),
      await buy("30", "late-form"),
    ];
    const { control } = payments.stripe;
    control.expire(expired.sessionId);
    control.payLater(refused.sessionId);
    control.payLater(late.sessionId);
    await webhooksDone();
    expect((await billingOf(db, alice.userId)).purchases.map((one) => one.state)).toEqual(["open", "open", "expired"]);
    control.finishLater(refused.sessionId, "failed");
    control.finishLater(late.sessionId, "succeeded");
    await webhooksDone();
    expect((await billingOf(db, alice.userId)).purchases.map((one) => one.state)).toEqual([
      "paid",
      "failed",
      "expired",
    ]);
    expect(await availableOf(alice)).toBe(money("35"));
  });
});
