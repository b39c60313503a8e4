import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import {
  aMember,
  availableOf,
  buyCredits,
  emptyBilling,
  ledgerFaults,
  money,
  purchaseForm,
  soundLedger,
  startPayments,
  type Payments,
} from "~/testing/billing/billing-fixtures";
import { creditsOfUsers } from "~/domain/billing/ledger/accounts.queries.server";
import { billingOf } from "~/domain/billing/billing-of.server";
import { purchaseCreditsInput } from "./purchase-credits-input";
import { returnFromCheckout } from "./return-from-checkout.server";
import { settlePurchase } from "./settle-purchase.server";
import { statementOf } from "~/domain/billing/ledger/statement.queries.server";

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

const asked = (path: string) =>
  payments.stripe.requests.filter((request) => request.method === "POST" && request.path === path);
const press = (checkoutUrl: string, button: "pay" | "cancel") =>
  fetch(`${checkoutUrl}/${button}`, { method: "POST", redirect: "manual" });

describe("buying", () => {
  test("alice buys 20.00: the page asks for 20.00, and paying gives it once, by the webhook alone", async () => {
    const { checkoutUrl, purchaseId } = await buyCredits(alice, "20.00");
    const page = await (await fetch(checkoutUrl)).text();
    expect(page).toContain("€20.00");
    expect(page).toContain("no money moves");
    expect(await availableOf(alice)).toBe(money("5"));
    const back = await press(checkoutUrl, "pay");
    expect(back.status).toBe(303);
    expect(back.headers.get("location")).toMatch(/^http:\/\/localhost:3000\/billing\/return\?session_id=cs_test_\w+$/);
    await payments.eventsHandled();
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
    const { sessionId } = await buyCredits(alice, "20");
    expect(await returnFromCheckout(alice, sessionId)).toMatchObject({ state: "open" });
    const event = payments.stripe.control.pay(sessionId);
    const arrivals = await Promise.all(Array.from({ length: 5 }, () => returnFromCheckout(alice, sessionId)));
    expect(arrivals).toMatchObject(Array.from({ length: 5 }, () => ({ state: "paid", amount: money("20") })));
    payments.stripe.control.delivery.times = 1;
    payments.stripe.control.redeliver(event);
    await payments.eventsHandled();
    expect(await availableOf(alice)).toBe(money("25"));
  });

  test("the form sent twice, even at once, is one purchase with one page", async () => {
    const begun = await Promise.all(Array.from({ length: 6 }, () => buyCredits(alice, "20")));
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
    await buyCredits(alice, "20", "first-form");
    await buyCredits(alice, "30", "second-form");
    expect(asked("/v1/customers")).toHaveLength(1);
    expect((await billingOf(db, alice.userId)).purchases.map((purchase) => purchase.amount)).toEqual([
      money("30"),
      money("20"),
    ]);
  });

  test("a form that was sent with another amount, or is over, says so", async () => {
    const { sessionId } = await buyCredits(alice, "20");
    await expect(buyCredits(alice, "30")).rejects.toMatchObject({ refusal: "conflict", code: "purchaseKeyReused" });
    payments.stripe.control.pay(sessionId);
    await settlePurchase(sessionId);
    await expect(buyCredits(alice, "20")).rejects.toMatchObject({ refusal: "conflict", code: "purchaseOver" });
  });

  test("a declined card can be tried again, and Cancel leads back with nothing bought", async () => {
    payments.stripe.control.declines = 1;
    const { checkoutUrl, sessionId } = await buyCredits(alice, "20");
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
    [" 20.5 ", "20.5"],
  ])("an amount of %s is taken as %s", (amount, means) => {
    expect(purchaseForm(amount).amount).toBe(money(means));
  });

  test("charlie cannot look at alice's purchase by its session", async () => {
    const { sessionId } = await buyCredits(alice, "20");
    const charlie = await aMember("charlie");
    await expect(returnFromCheckout(charlie, sessionId)).rejects.toMatchObject({ refusal: "not_found" });
  });
});
