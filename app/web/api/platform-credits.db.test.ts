import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import { callApi, cookieOfMember, refused, answerOf } from "~/testing/api-calls";
import { startApi, type ServedApi } from "~/testing/api-fixtures";
import {
  aMember,
  availableOf,
  emptyBilling,
  money,
  startPayments,
  type Payments,
} from "~/testing/billing/billing-fixtures";

let payments: Payments;
let api: ServedApi;
let alice: Viewer;
let cookie: string;

beforeAll(async () => {
  payments = await startPayments();
  api = await startApi();
});
afterAll(async () => {
  await Promise.all([payments.stop(), api.stop()]);
});
beforeEach(async () => {
  payments.beWell();
  await emptyBilling();
  alice = await aMember("alice");
  cookie = await cookieOfMember(alice.userId);
});

const url = () => `${api.url}/api/credits/purchase`;
const buy = (body: unknown, headers: Record<string, string> = {}) => callApi(url(), { cookie, body, headers });
const purchases = () => sql`select 1 from credit_purchases`.then((rows) => rows.count);

test("a stranger buys nothing", async () => {
  expect(await answerOf(url(), { body: { amount: 20 } })).toEqual(refused.stranger);
  expect(await purchases()).toBe(0);
});

test("a program is given the page at Stripe, and credit comes when that is paid, once", async () => {
  const { status, body } = await buy({ amount: 20.5 });
  const checkout = body as { url: string; sessionId: string };
  expect([status, Object.keys(checkout)]).toEqual([200, ["url", "sessionId"]]);
  expect(checkout.sessionId).toMatch(/^cs_test_/);
  expect(await availableOf(alice)).toBe(money("5"));
  await fetch(`${checkout.url}/pay`, { method: "POST", redirect: "manual" });
  await payments.eventsHandled();
  expect(await availableOf(alice)).toBe(money("25.5"));
});

test("a browser that posts a form of ours is sent to Stripe; of a foreign page it is refused", async () => {
  const form = (origin: string) =>
    fetch(url(), {
      method: "POST",
      redirect: "manual",
      headers: { cookie, origin, Accept: "text/html,application/xhtml+xml" },
      body: new URLSearchParams({ amount: "20.00" }),
    });
  const sent = await form("http://localhost:3000");
  expect([sent.status, sent.headers.get("location")?.startsWith(payments.stripe.url)]).toEqual([303, true]);
  expect((await form("https://evil.example")).status).toBe(403);
  expect(await purchases()).toBe(1);
});

test("what is no amount of 5 to 10,000 with two decimals at most is refused", async () => {
  for (const amount of [4.99, 10_000.01, 5.001, "5.999", -20, 0, "1e3", "", null, [20], true, 1e300])
    expect([amount, (await buy({ amount })).status]).toEqual([amount, 400]);
  for (const body of [{}, { amount: 20, price: 1 }, "[]", "{"]) expect((await buy(body)).status).toBe(400);
  expect(await purchases()).toBe(0);
  for (const amount of [5, "10000.00"]) expect((await buy({ amount })).status).toBe(200);
});

test("with an Idempotency-Key it is one purchase with one page, however often it is sent", async () => {
  const key = { "Idempotency-Key": "k" };
  const first = await buy({ amount: 20 }, key);
  const again = await buy({ amount: 20 }, key);
  expect([again.status, again.body, again.headers.get("idempotency-replayed")]).toEqual([200, first.body, "true"]);
  expect((await buy({ amount: 30 }, key)).status).toBe(409);
  const browser = await buy({ amount: 20 }, { ...key, "Idempotency-Key": "b", Accept: "text/html" });
  const reloaded = await buy({ amount: 20 }, { ...key, "Idempotency-Key": "b", Accept: "text/html" });
  expect([reloaded.status, reloaded.headers.get("location")]).toEqual([303, browser.headers.get("location")]);
  expect(await purchases()).toBe(2);
});

test("sent twice at once it is bought once: the other is told so, or to wait", async () => {
  const all = await Promise.all([1, 2, 3].map(() => buy({ amount: 20 }, { "Idempotency-Key": "at-once" })));
  const statuses = all.map(({ status }) => status);
  expect(statuses).toContain(200);
  expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
  expect(await purchases()).toBe(1);
});

test("while Stripe is away it is said, with when to come back, and the same key works afterwards", async () => {
  payments.stripe.control.mood = "down";
  const key = { "Idempotency-Key": "later" };
  expect(await buy({ amount: 20 }, key)).toMatchObject({ status: 503 });
  payments.beWell();
  expect((await buy({ amount: 20 }, key)).status).toBe(200);
  expect(await purchases()).toBe(1);
});

test("another member's key is another purchase", async () => {
  const charlie = await cookieOfMember((await aMember("charlie")).userId);
  const key = { "Idempotency-Key": "same-key" };
  const [hers, his] = await Promise.all([
    buy({ amount: 20 }, key),
    callApi(url(), { cookie: charlie, body: { amount: 20 }, headers: key }),
  ]);
  expect([hers.status, his.status]).toEqual([200, 200]);
  expect(his.body).not.toEqual(hers.body);
});
