import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, DAY, freezeClock, HOUR, later } from "~/core/clock";
import { env } from "~/core/env.server";
import { sql } from "~/db/pool.server";
import { settleOpenPurchases } from "~/domain/billing/purchases/settle-open-purchases.server";
import type { Viewer } from "~/domain/identity/viewer";
import {
  aMember,
  availableOf,
  buyCredits,
  emptyBilling,
  ledgerFaults,
  money,
  runStripeJobs,
  soundLedger,
  startPayments,
  type Payments,
} from "~/testing/billing/billing-fixtures";
import { runTask, tick, windowOf } from "./run-task.server";

let payments: Payments;
let alice: Viewer;
let sessionId: string;
let begun: Date;
let rightKey: string;

beforeAll(async () => {
  payments = await startPayments();
  rightKey = env().STRIPE_SECRET_KEY;
});
afterAll(() => payments.stop());
beforeEach(async () => {
  begun = clock.now();
  payments.beWell();
  payments.stripe.control.forgetEverything();
  await emptyBilling();
  await sql`delete from cron_runs`;
  alice = await aMember("alice");
  ({ sessionId } = await buyCredits(alice, "20"));
});
afterEach(() => {
  freezeClock(undefined);
  env().STRIPE_SECRET_KEY = rightKey;
});

const tasks = ["sweep-stripe", "compare-stripe"];

/** As the clock runs a task `days` after it began. */
async function run(task: string, days: number): Promise<void> {
  freezeClock(later(begun, days * DAY));
  await tick(task, clock.now());
  await runTask(task, windowOf(task, clock.now()));
}

async function balance(): Promise<bigint> {
  await runStripeJobs();
  expect(await ledgerFaults()).toEqual(soundLedger);
  return availableOf(alice);
}

async function paid(): Promise<void> {
  payments.stripe.control.pay(sessionId);
  await payments.eventsHandled();
  expect(await balance()).toBe(money("25"));
  payments.stripe.control.delivery.times = 0;
}

/** Stripe's objects say when they were made. */
function at(days: number, happens: () => void): void {
  freezeClock(later(begun, days * DAY));
  happens();
}

const sinceOf = async (task: string) => {
  const [row] = await sql<{ since: Date }[]>`select (report ->> 'since')::timestamptz as since
    from cron_runs where task = ${task} and state = 'done' order by window_start desc limit 1`;
  return row?.since ?? expect.fail("it never ended");
};

test.each(tasks)("%s finds a refund of ten days ago, after ten days in which the portal was down", async (task) => {
  await paid();
  await run(task, 0);
  at(0.5, () => payments.stripe.control.refund(sessionId));
  await run(task, 10);
  expect(await balance()).toBe(money("5"));
});

test.each(tasks)(
  "%s finds it after ten days in which Stripe could not be asked: those runs do not count",
  async (task) => {
    await paid();
    await run(task, 0);
    at(0.5, () => payments.stripe.control.refund(sessionId));
    payments.stripe.control.mood = "down";
    for (const day of [1, 4, 9]) await expect(run(task, day)).rejects.toThrow();
    payments.stripe.control.mood = "well";
    await expect.poll(() => run(task, 10).then(() => "ran", String), { timeout: 20_000 }).toBe("ran");
    expect(await balance()).toBe(money("5"));
  },
  40_000,
);

test.each(tasks)("%s finds it after ten days with a key of Stripe's other mode, which saw nothing", async (task) => {
  await paid();
  await run(task, 0);
  at(0.5, () => payments.stripe.control.refund(sessionId));
  payments.stripe.control.mood = "other mode";
  env().STRIPE_SECRET_KEY = "sk_live_by_mistake";
  for (const day of [1, 4, 9]) await run(task, day);
  payments.stripe.control.mood = "well";
  env().STRIPE_SECRET_KEY = rightKey;
  await run(task, 10);
  expect(await balance()).toBe(money("5"));
});

test("it goes back over what the last run may have missed, thirty days at most, and as far when none is known", async () => {
  await run("sweep-stripe", 0);
  expect(await sinceOf("sweep-stripe")).toEqual(later(windowOf("sweep-stripe", clock.now()), -30 * DAY));
  await run("sweep-stripe", 2);
  expect(await sinceOf("sweep-stripe")).toEqual(later(begun, -3 * HOUR));
  await run("sweep-stripe", 2 + 1 / 96);
  expect(await sinceOf("sweep-stripe")).toEqual(later(begun, 2 * DAY - 3 * HOUR));
  await run("sweep-stripe", 40);
  expect(await sinceOf("sweep-stripe")).toEqual(later(windowOf("sweep-stripe", clock.now()), -30 * DAY));
});

test("what was paid while the key was of Stripe's other mode is credited, though the purchase ended and its event was heard", async () => {
  await run("sweep-stripe", 0);
  payments.stripe.control.mood = "other mode";
  env().STRIPE_SECRET_KEY = "sk_live_by_mistake";
  payments.stripe.control.pay(sessionId);
  await payments.eventsHandled();
  at(4, () => undefined);
  await settleOpenPurchases();
  const [purchase] = await sql<{ state: string }[]>`select state from credit_purchases`;
  expect(purchase?.state).toBe("expired");
  await run("sweep-stripe", 4);
  expect(await balance()).toBe(money("5"));
  payments.stripe.control.mood = "well";
  env().STRIPE_SECRET_KEY = rightKey;
  await sql`update graphile_worker._private_jobs set attempts = max_attempts`;
  await run("sweep-stripe", 5);
  expect(await balance()).toBe(money("25"));
});

test("an event about a page that Stripe never has is given up after thirty days", async () => {
  payments.stripe.control.pay(sessionId);
  await payments.stripe.settled();
  payments.stripe.control.mood = "other mode";
  await run("sweep-stripe", 31);
  await runStripeJobs();
  const waiting = await sql`select id from stripe_events where handled_at is null`;
  expect(waiting).toEqual([]);
  expect(await availableOf(alice)).toBe(money("5"));
});
