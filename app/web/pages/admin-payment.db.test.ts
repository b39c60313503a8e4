import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { PurchaseId } from "~/core/id";
import { paths } from "~/core/paths";
import { db, sql } from "~/db/pool.server";
import { overview } from "~/domain/admin/overview.server";
import { openAccount } from "~/domain/billing/ledger/open-account.server";
import { settleReversals } from "~/domain/billing/stripe/settle-reversals.server";
import * as one from "~/routes/pages/admin/payment";
import * as all from "~/routes/pages/admin/payments";
import * as billing from "~/routes/pages/billing/billing";
import { browserOf, callRoute, type Browser } from "~/testing/browser";
import { buyCredits, emptyBilling, money, startPayments, type Payments } from "~/testing/billing/billing-fixtures";
import { cast } from "~/testing/cast";

let payments: Payments;
let ada: Browser;
let alice: Browser;
let id: PurchaseId;

beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.stop());
beforeEach(async () => {
  await emptyBilling();
  [ada, alice] = [await browserOf(cast.ada), await browserOf(cast.alice)];
  await openAccount(alice.viewer.userId);
  const begun = await buyCredits(alice.viewer, "20");
  payments.stripe.control.pay(begun.sessionId, { amount_subtotal: 1999 });
  await payments.eventsHandled();
  id = begun.purchaseId;
});

const form = { amount: "19.99", reason: "One cent was missing." };
const read = ({ cookie }: Browser) => callRoute(one.loader, paths.adminPayment(id), { cookie, id });
const decide = ({ cookie }: Browser, written: Record<string, string> = form) =>
  callRoute(one.action, paths.adminPayment(id), { cookie, id, form: written });

test("strangers are sent to sign in and members are refused, to read and to decide", async () => {
  const handlers = (browser: Browser) => [
    () => callRoute(all.loader, paths.adminPayments, { cookie: browser.cookie }),
    () => read(browser),
    () => decide(browser),
  ];
  for (const handler of handlers(alice))
    await expect(handler()).rejects.toMatchObject({ refusal: "forbidden", code: "adminsOnly" });
  for (const handler of handlers({ ...alice, cookie: "" })) {
    const answer = await handler().catch((thrown: unknown) => thrown);
    expect((answer as Response).headers.get("location")).toMatch(/^\/sign-in/);
  }
});

test("a plain form decides: the list is empty then, the page says how, and the member no longer sees it under way", async () => {
  const waiting = { isResolved: false, payments: [{ id, amount: money("20") }] };
  expect(await callRoute(all.loader, paths.adminPayments, { cookie: ada.cookie })).toMatchObject(waiting);
  expect(await callRoute(billing.loader, paths.billing, { cookie: alice.cookie })).toMatchObject({
    purchases: [{ state: "quarantined" }],
  });
  const answer = (await decide(ada)) as Response;
  expect([answer.status, answer.headers.get("location")]).toEqual([302, paths.adminPayment(id)]);
  expect(await read(ada)).toMatchObject({
    payment: { resolution: { by: { name: "Ada Admin" }, amount: money("19.99"), reason: form.reason } },
  });
  expect(await callRoute(all.loader, paths.adminPayments, { cookie: ada.cookie })).toMatchObject({ payments: [] });
  expect(await callRoute(billing.loader, paths.billing, { cookie: alice.cookie })).toMatchObject({
    purchases: [],
    balance: money("24.99"),
    statement: [{ kind: "adjustment", reason: form.reason }, { kind: "welcome" }],
  });
});

test("what was typed comes back with why it was refused", async () => {
  expect(await decide(ada, { amount: "a lot", reason: "Because." })).toMatchObject({
    data: { problem: { code: "amountNotMoney" }, values: { amount: "a lot", reason: "Because." } },
    init: { status: 400 },
  });
  await decide(ada);
  expect(await decide(ada)).toMatchObject({ data: { problem: { code: "purchaseResolved" } }, init: { status: 409 } });
});

test("an address that names no payment to check is not found", async () => {
  id = "purchase_01h455vb4pex5vsknk084sn02q";
  await expect(read(ada)).rejects.toMatchObject({ refusal: "not_found" });
});

test("a payment that settled no purchase stands on the list and is counted, until it has gone back", async () => {
  const [row] = await sql<{ id: string }[]>`select payment_intent_id as id from credit_purchases`;
  await sql`update credit_purchases set payment_intent_id = 'pi_of_another_page'`;
  await settleReversals(row?.id ?? "");
  const list = () => callRoute(all.loader, paths.adminPayments, { cookie: ada.cookie });
  expect(await list()).toMatchObject({
    payments: [{ id }],
    unapplied: [{ paymentIntentId: row?.id, amount: money("20"), sentBack: 0n, owner: { name: alice.viewer.name } }],
  });
  expect((await overview(db)).quarantined).toBe(2);
  await sql`update unapplied_payments set sent_back_minor = amount_minor`;
  expect(await list()).toMatchObject({ unapplied: [] });
  expect((await overview(db)).quarantined).toBe(1);
});
