import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PurchaseId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import {
  aMember,
  availableOf,
  buyCredits,
  emptyBilling,
  ledgerFaults,
  money,
  soundLedger,
  startPayments,
  type Payments,
} from "~/testing/billing/billing-fixtures";
import { asOwner } from "~/testing/database/as-owner";
import { countUnresolved, quarantinedPage } from "./quarantine.queries.server";
import { quarantinedPurchase } from "./quarantined-purchase.server";
import { resolvePurchaseInput } from "./resolve-purchase-input";
import { resolvePurchase } from "./resolve-purchase.server";
import { statementOf } from "~/domain/billing/ledger/statement.queries.server";
import { sweepStripe } from "~/domain/billing/stripe/sweep-stripe.server";

let payments: Payments;
let ada: Viewer;
let alice: Viewer;
let sessionId: string;
let purchaseId: PurchaseId;

beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.stop());
beforeEach(async () => {
  payments.beWell();
  payments.stripe.control.forgetEverything();
  await emptyBilling();
  [ada, alice] = [await aMember("ada"), await aMember("alice")];
  ({ sessionId, purchaseId } = await buyCredits(alice, "20"));
});

/** Alice was asked for 20.00 and paid 19.99, and 3.80 of tax. */
async function paidTooLittle(): Promise<void> {
  payments.stripe.control.pay(sessionId, { amount_subtotal: 1999, amount_total: 2379 });
  await payments.eventsHandled();
}

const resolve = (amount: string, reason = "One cent was missing.") =>
  resolvePurchase(ada, purchaseId, resolvePurchaseInput.parse({ amount, reason }));

async function balance(): Promise<bigint> {
  await payments.eventsHandled();
  expect(await ledgerFaults()).toEqual(soundLedger);
  return availableOf(alice);
}

test("the credit is given as an adjustment, with the reason on the member's statement and both of them in the log", async () => {
  await paidTooLittle();
  await resolve("19.99");
  expect(await balance()).toBe(money("24.99"));
  const [line] = (await statementOf(db, alice.userId)).lines;
  expect(line).toMatchObject({
    kind: "adjustment",
    subject: purchaseId,
    reason: "One cent was missing.",
    amount: money("19.99"),
    balanceAfter: money("24.99"),
  });
  const logged = await sql`select actor_id as actor, subject_id as subject, before, after from activity
    where action = 'credits.adjust' and target_id = ${purchaseId}`;
  expect(logged).toEqual([
    {
      actor: ada.userId,
      subject: alice.userId,
      before: { state: "quarantined" },
      after: { state: "resolved", amount: "19.99", currency: "EUR", reason: "One cent was missing." },
    },
  ]);
});

test("an amount is read as people type it", () => {
  expect(resolvePurchaseInput.parse({ amount: " ۱۹.۹۹ ", reason: "یک سنت کم بود." }).amount).toBe(money("19.99"));
});

test("no credit is a decision too, and makes no entry", async () => {
  await paidTooLittle();
  await resolve("0", "Refunded in Stripe.");
  expect(await balance()).toBe(money("5"));
  expect((await statementOf(db, alice.userId)).lines.map(({ kind }) => kind)).toEqual(["welcome"]);
  expect(await countUnresolved(db)).toBe(0);
});

describe("exactly once", () => {
  test("by two admins at the same time: one decides, the other hears that it is done", async () => {
    await paidTooLittle();
    const answers = await Promise.allSettled([resolve("19.99"), resolve("20"), resolve("0"), resolve("19.99")]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "purchaseResolved" });
    const entries = await sql`select count(*)::int as n from purchase_resolutions`;
    expect(entries).toEqual([{ n: 1 }]);
    expect([money("5"), money("24.99"), money("25")]).toContain(await balance());
  });

  test("webhooks and sweeps that come afterwards give nothing more", async () => {
    await paidTooLittle();
    await resolve("19.99");
    payments.stripe.control.pay(sessionId, { amount_subtotal: 2000 });
    await sweepStripe(new Date(0));
    expect(await balance()).toBe(money("24.99"));
  });

  test.each(["purchase_resolutions", "ledger_transactions", "ledger_entries", "activity"])(
    "after a crash at its write to %s nothing was decided, and it can be decided again",
    async (table) => {
      await paidTooLittle();
      await asOwner((owner) =>
        owner.unsafe(`create function crash_now() returns trigger language plpgsql as 'begin raise exception ''crash''; end';
          create trigger crash_now after insert on ${table} for each statement execute function crash_now()`),
      );
      await expect(resolve("19.99")).rejects.toThrow();
      await asOwner((owner) => owner.unsafe("drop function crash_now cascade"));
      expect(await balance()).toBe(money("5"));
      expect(await countUnresolved(db)).toBe(1);
      await resolve("19.99");
      expect(await balance()).toBe(money("24.99"));
    },
  );
});

describe("what cannot be decided", () => {
  test("a purchase that is paid as it was asked, and one that there is not", async () => {
    payments.stripe.control.pay(sessionId);
    await payments.eventsHandled();
    await expect(resolve("20")).rejects.toMatchObject({ refusal: "conflict", code: "purchaseNotQuarantined" });
    purchaseId = "purchase_01h455vb4pex5vsknk084sn02q";
    await expect(resolve("20")).rejects.toMatchObject({ refusal: "not_found" });
  });

  test("while Stripe cannot be asked", async () => {
    await paidTooLittle();
    payments.stripe.control.mood = "down";
    await expect(resolve("19.99")).rejects.toMatchObject({ refusal: "unavailable" });
    payments.stripe.control.mood = "well";
    expect(await balance()).toBe(money("5"));
  });

  test.each([
    ["-1", "One cent.", "amountNotMoney"],
    ["1.234", "One cent.", "amountNotMoney"],
    ["10000.01", "One cent.", "adjustmentTooMuch"],
    ["1", "  ", "reasonMissing"],
    ["1", "x".repeat(301), "reasonTooLong"],
  ])("%s because of “%s”", (amount, reason, code) => {
    expect(resolvePurchaseInput.safeParse({ amount, reason }).error?.issues[0]?.message).toBe(code);
  });
});

test("money that goes back before the decision or after it takes back what the decision gave, and no more", async () => {
  await paidTooLittle();
  payments.stripe.control.refund(sessionId, 1190);
  expect(await balance()).toBe(money("5"));
  await resolve("19.99");
  expect(await balance()).toBe(money("24.99") - 9_999_201_345n);
  payments.stripe.control.refund(sessionId, 1189);
  expect(await balance()).toBe(money("5"));
  payments.stripe.control.dispute(sessionId, "lost");
  expect(await balance()).toBe(money("5"));
  const [books] = await sql<{ amount: bigint }[]>`
    select amount_nano as amount from ledger_balances where ledger_account = 'adjustments'`;
  expect(books).toEqual({ amount: 0n });
});

test("beside what was asked stands what Stripe says now, also when it says nothing", async () => {
  await paidTooLittle();
  payments.stripe.control.refund(sessionId, 100);
  expect(await quarantinedPurchase(purchaseId)).toMatchObject({
    owner: { name: alice.name },
    amount: money("20"),
    stripe: {
      paymentStatus: "paid",
      currency: "EUR",
      subtotal: money("19.99"),
      total: money("23.79"),
      sentBack: money("1"),
      reference: purchaseId,
    },
  });
  payments.stripe.control.mood = "down";
  expect(await quarantinedPurchase(purchaseId)).toMatchObject({ stripe: "unavailable" });
  payments.stripe.control.mood = "well";
  payments.stripe.control.forgetEverything();
  expect(await quarantinedPurchase(purchaseId)).toMatchObject({ stripe: "unknown" });
});

test("those that wait come newest first, page by page; decided ones are a list of their own", async () => {
  const ids = [purchaseId];
  await paidTooLittle();
  for (let form = 1; form <= 4; form++) {
    const bought = await buyCredits(alice, "10", `form-number-${form}`);
    payments.stripe.control.pay(bought.sessionId, { amount_subtotal: 1 });
    ids.unshift(bought.purchaseId);
  }
  await payments.eventsHandled();
  const idsOf = async (filter: Partial<Parameters<typeof quarantinedPage>[1]>) =>
    (await quarantinedPage(db, { isResolved: false, limit: 2, ...filter })).map(({ id }) => id);
  expect(await idsOf({})).toEqual(ids.slice(0, 2));
  expect(await idsOf({ before: ids[1] })).toEqual(ids.slice(2, 4));
  expect(await idsOf({ after: ids[3] })).toEqual(ids.slice(1, 3));
  expect(await idsOf({ isResolved: true })).toEqual([]);
  await resolve("19.99");
  expect(await idsOf({ before: ids[3] })).toEqual([]);
  expect(await quarantinedPage(db, { isResolved: true, limit: 2 })).toMatchObject([
    { id: purchaseId, resolution: { by: { id: ada.userId, name: ada.name }, amount: money("19.99") } },
  ]);
});
