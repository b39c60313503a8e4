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
  soundLedger,
  startPayments,
  type Payments,
} from "~/testing/billing/billing-fixtures";
import { statementOf } from "~/domain/billing/ledger/statement.queries.server";

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

async function held(): Promise<bigint> {
  const [row] = await sql<
    { held: bigint }[]
  >`select coalesce(-sum(amount_nano), 0)::bigint as held from ledger_balances where ledger_account like '%:held'`;
  return row?.held ?? 0n;
}

test("refunds take credit back, each once, in parts and told twice", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId);
  control.delivery.times = 2;
  control.refund(sessionId, 500);
  expect(await balanceAfterEvents()).toBe(money("20"));
  control.refund(sessionId, 1500);
  expect(await balanceAfterEvents()).toBe(money("5"));
  const lines = (await statementOf(db, alice.userId)).lines.map((line) => [line.kind, line.amount]);
  expect(lines).toEqual([
    ["refund", money("-15")],
    ["refund", money("-5")],
    ["purchase", money("20")],
    ["welcome", money("5")],
  ]);
});

test("a refund that fails in the end gives the credit back", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId);
  const refund = control.refund(sessionId, undefined, "pending");
  expect(await balanceAfterEvents()).toBe(money("5"));
  control.failRefund(refund);
  expect(await balanceAfterEvents()).toBe(money("25"));
});

test("the news of a refund that overtakes the news of the payment changes nothing in the end", async () => {
  const { control } = payments.stripe;
  control.delivery.times = 0;
  const paid = control.pay(sessionId);
  control.delivery.times = 1;
  control.refund(sessionId);
  expect(await balanceAfterEvents()).toBe(money("5"));
  control.redeliver(paid);
  expect(await balanceAfterEvents()).toBe(money("5"));
});

test("money that was never given as credit is not taken back", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId, { amount_subtotal: 1 });
  control.refund(sessionId);
  expect(await balanceAfterEvents()).toBe(money("5"));
});

test("a dispute holds the credit; won it comes back", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId);
  control.dispute(sessionId, "warning_needs_response");
  expect(await balanceAfterEvents()).toBe(money("25"));
  control.dispute(sessionId, "needs_response");
  expect(await balanceAfterEvents()).toBe(money("5"));
  expect(await held()).toBe(money("20"));
  control.dispute(sessionId, "won");
  expect(await balanceAfterEvents()).toBe(money("25"));
  expect(await held()).toBe(0n);
});

test("a dispute that is lost takes the credit for good, whatever was heard of it before", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId);
  control.dispute(sessionId, "needs_response");
  await balanceAfterEvents();
  control.dispute(sessionId, "lost");
  expect(await balanceAfterEvents()).toBe(money("5"));
  expect(await held()).toBe(0n);
  const [row] = await sql<
    { clearing: bigint }[]
  >`select amount_nano as clearing from ledger_balances where ledger_account = 'stripe:clearing'`;
  expect(row?.clearing).toBe(0n);
});

describe("with tax, what is taken back is what was given", () => {
  const withTax = { amount_total: 2380 };

  test("all of it for a refund of all that was paid", async () => {
    const { control } = payments.stripe;
    control.pay(sessionId, withTax);
    control.refund(sessionId);
    expect(await balanceAfterEvents()).toBe(money("5"));
  });

  test("in proportion for parts, which add up to all of it", async () => {
    const { control } = payments.stripe;
    control.pay(sessionId, withTax);
    control.refund(sessionId, 1190);
    expect(await balanceAfterEvents()).toBe(money("15"));
    control.refund(sessionId, 1);
    expect(await balanceAfterEvents()).toBe(money("15") - 8_403_361n);
    control.refund(sessionId, 1189);
    expect(await balanceAfterEvents()).toBe(money("5"));
  });

  test("never more, though a bank takes all of it back after a part was refunded", async () => {
    const { control } = payments.stripe;
    control.pay(sessionId, withTax);
    const refund = control.refund(sessionId, 1190);
    control.dispute(sessionId, "needs_response");
    expect(await balanceAfterEvents()).toBe(money("5"));
    expect(await held()).toBe(money("10"));
    control.failRefund(refund);
    expect(await balanceAfterEvents()).toBe(money("5"));
    expect(await held()).toBe(money("20"));
    control.dispute(sessionId, "lost");
    expect(await balanceAfterEvents()).toBe(money("5"));
    control.dispute(sessionId, "won");
    expect(await balanceAfterEvents()).toBe(money("25"));
  });
});

test("a refund that is heard of before a payment whose page was not noted takes the credit back all the same", async () => {
  const { control } = payments.stripe;
  await sql`update credit_purchases set state = 'created', session_id = null, checkout_url = null`;
  control.delivery.times = 0;
  const paid = control.pay(sessionId);
  control.delivery.times = 1;
  control.refund(sessionId);
  expect(await balanceAfterEvents()).toBe(money("5"));
  control.redeliver(paid);
  expect(await balanceAfterEvents()).toBe(money("5"));
  expect((await statementOf(db, alice.userId)).lines.map((line) => line.kind)).toEqual([
    "refund",
    "purchase",
    "welcome",
  ]);
});
