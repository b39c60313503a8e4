import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, DAY, freezeClock, HOUR, later, MINUTE } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import {
  aMember,
  availableOf,
  buyCredits,
  emptyBilling,
  money,
  startPayments,
  type Payments,
} from "~/testing/billing/billing-fixtures";
import { billingOf } from "~/domain/billing/billing-of.server";
import { settleOpenPurchases } from "./settle-open-purchases.server";

let payments: Payments;
let alice: Viewer;

beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.stop());
beforeEach(async () => {
  payments.beWell();
  payments.stripe.control.delivery.times = 0;
  await emptyBilling();
  alice = await aMember("alice");
});
afterEach(() => freezeClock(undefined));

/** Purchases whose pages Stripe does not have, begun `age` ago. */
async function stuckPurchases(count: number, age: number): Promise<void> {
  await sql`insert into credit_purchases (id, account_id, amount_minor, currency, state, session_id, client_key, created_at)
    select 'purchase_stuck_' || n, (select id from billing_accounts), 2000, 'EUR', 'open', 'cs_test_stuck_' || n, 'stuck_' || n,
      ${later(clock.now(), -age)} from generate_series(1, ${count}) n`;
}

async function openStates(): Promise<Record<string, number>> {
  const rows = await sql<{ state: string; n: number }[]>`
    select state, count(*)::int as n from credit_purchases where id like 'purchase_stuck_%' group by 1`;
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

test("more stuck purchases than one run has room for keep no newer one waiting", async () => {
  await stuckPurchases(1100, 5 * HOUR);
  const { sessionId } = await buyCredits(alice, "20");
  payments.stripe.control.pay(sessionId);
  freezeClock(later(clock.now(), 11 * MINUTE));
  await settleOpenPurchases();
  freezeClock(later(clock.now(), MINUTE));
  await settleOpenPurchases();
  expect(await availableOf(alice)).toBe(money("25"));
}, 60_000);

test("what stays open is asked about ever less often, at least once a day", async () => {
  await stuckPurchases(1, HOUR);
  const asked: number[] = [];
  const begun = clock.now();
  for (let minutes = 0; minutes <= 6 * 60; minutes += 5) {
    freezeClock(later(begun, minutes * MINUTE));
    if ((await settleOpenPurchases()).waiting > 0) asked.push(minutes);
  }
  expect(asked).toEqual([0, 5, 15, 35, 75, 155, 315]);
  await sql`update credit_purchases set checks = 900, check_at = ${clock.now()}`;
  expect(await settleOpenPurchases()).toMatchObject({ waiting: 1 });
  freezeClock(later(clock.now(), DAY));
  expect(await settleOpenPurchases()).toMatchObject({ waiting: 1 });
});

test("an outage of Stripe's puts nobody's payment off", async () => {
  const { sessionId } = await buyCredits(alice, "20");
  payments.stripe.control.pay(sessionId);
  const begun = clock.now();
  payments.stripe.control.mood = "down";
  for (const minutes of [11, 16, 21, 26]) {
    freezeClock(later(begun, minutes * MINUTE));
    expect(await settleOpenPurchases()).toMatchObject({ waiting: 1, settled: 0 });
  }
  payments.stripe.control.mood = "well";
  await restOfBreaker();
  freezeClock(later(begun, 31 * MINUTE));
  expect(await settleOpenPurchases()).toMatchObject({ waiting: 1, settled: 1 });
  expect(await availableOf(alice)).toBe(money("25"));
}, 60_000);

/** Asks until Stripe is asked again: after an outage its client rests for some seconds. */
async function restOfBreaker(): Promise<void> {
  await expect
    .poll(() => buyCredits(alice, "30", "asks-again").catch(() => undefined), { timeout: 20_000 })
    .toBeDefined();
}

test("a page that Stripe does not have ends after three days; paid after all it still counts", async () => {
  await stuckPurchases(2, 3 * DAY + MINUTE);
  const { sessionId, purchaseId } = await buyCredits(alice, "20");
  await settleOpenPurchases();
  expect(await openStates()).toEqual({ expired: 2 });
  const [line] = await sql<{ action: string; outcome: string }[]>`
    select action, outcome from activity where target_id = 'purchase_stuck_1'`;
  expect(line).toEqual({ action: "credits.settle", outcome: "success" });
  await sql`update credit_purchases set state = 'expired' where id = ${purchaseId}`;
  payments.stripe.control.delivery.times = 1;
  payments.stripe.control.pay(sessionId);
  await payments.eventsHandled();
  expect(await availableOf(alice)).toBe(money("25"));
});

test("two replicas share the purchases between them: each is asked about once", async () => {
  const sessions = [];
  for (let form = 0; form < 6; form++) sessions.push((await buyCredits(alice, "10", `form-number-${form}`)).sessionId);
  for (const session of sessions) payments.stripe.control.pay(session);
  payments.stripe.requests.length = 0;
  freezeClock(later(clock.now(), 11 * MINUTE));
  const runs = await Promise.all([settleOpenPurchases(), settleOpenPurchases(), settleOpenPurchases()]);
  expect(runs.reduce((sum, run) => sum + run.settled, 0)).toBe(6);
  const paths = payments.stripe.requests.map((request) => request.path);
  expect(paths.toSorted()).toEqual(sessions.map((session) => `/v1/checkout/sessions/${session}`).toSorted());
  expect((await billingOf(db, alice.userId)).purchases.every(({ state }) => state === "paid")).toBe(true);
});

test("after a crash right after a purchase was claimed it comes up again five minutes later", async () => {
  const { sessionId } = await buyCredits(alice, "20");
  payments.stripe.control.pay(sessionId);
  freezeClock(later(clock.now(), 11 * MINUTE));
  await sql`update credit_purchases set checks = 1, check_at = ${later(clock.now(), 5 * MINUTE)}`;
  expect(await settleOpenPurchases()).toMatchObject({ waiting: 0 });
  freezeClock(later(clock.now(), 5 * MINUTE));
  expect(await settleOpenPurchases()).toMatchObject({ waiting: 1, settled: 1 });
});

test("with a slow Stripe a run ends after two minutes, and the next ones go on until everybody was asked about", async () => {
  await stuckPurchases(8, HOUR);
  const { control, requests } = payments.stripe;
  requests.length = 0;
  control.holdAnswer = () => {
    freezeClock(later(clock.now(), 50 * 1000));
    return undefined;
  };
  const asked: number[] = [];
  const begun = clock.now();
  for (const minutes of [0, 5, 10]) {
    freezeClock(later(begun, minutes * MINUTE));
    asked.push((await settleOpenPurchases()).waiting);
  }
  expect(asked).toEqual([3, 3, 3]);
  expect(new Set(requests.slice(0, 8).map(({ path }) => path)).size).toBe(8);
});
