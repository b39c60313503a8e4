import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, DAY, freezeClock, HOUR, later, MINUTE } from "~/core/clock";
import { runTask, tick, windowOf } from "~/cron/run-task.server";
import { sql } from "~/db/pool.server";
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
import { sweepStripe } from "./sweep-stripe.server";

let payments: Payments;
let alice: Viewer;
let sessionId: string;

beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.stop());
beforeEach(async () => {
  payments.beWell();
  payments.stripe.control.forgetEverything();
  await emptyBilling();
  await sql`delete from cron_runs`;
  alice = await aMember("alice");
  ({ sessionId } = await buyCredits(alice, "20"));
  payments.stripe.control.delivery.times = 0;
});
afterEach(() => freezeClock(undefined));

const lately = () => later(clock.now(), -3 * HOUR);

async function sweptBalance(sweeps = 1): Promise<bigint> {
  await Promise.all(Array.from({ length: sweeps }, () => sweepStripe(lately())));
  await runStripeJobs();
  expect(await ledgerFaults()).toEqual(soundLedger);
  return availableOf(alice);
}

const jobs = async () => (await sql<{ n: number }[]>`select count(*)::int as n from graphile_worker.jobs`)[0]?.n;
const unhandled = async () =>
  (await sql<{ n: number }[]>`select count(*)::int as n from stripe_events where handled_at is null`)[0]?.n;

test("what no webhook brought is found in Stripe's own list: a payment, a refund, a dispute and how it ended", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId);
  expect(await sweptBalance()).toBe(money("25"));
  const refund = control.refund(sessionId, 500, "pending");
  expect(await sweptBalance()).toBe(money("20"));
  control.failRefund(refund);
  expect(await sweptBalance()).toBe(money("25"));
  control.dispute(sessionId, "needs_response");
  expect(await sweptBalance()).toBe(money("5"));
  control.dispute(sessionId, "won");
  expect(await sweptBalance()).toBe(money("25"));
});

test("refunds and disputes are found though Stripe's list of events has forgotten them", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId);
  await sweptBalance();
  control.refund(sessionId, 500);
  control.dispute(sessionId, "needs_response", 500);
  control.forgetEvents();
  expect(await sweepStripe(lately())).toEqual({ takenUp: 0, missed: 0, compared: 1 });
  await runStripeJobs();
  expect(await availableOf(alice)).toBe(money("15"));
});

test("a second sweep of the same finds nothing to do, and neither do two at once", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId);
  control.refund(sessionId, 500);
  expect(await sweptBalance(4)).toBe(money("20"));
  expect(await sweepStripe(lately())).toEqual({ takenUp: 0, missed: 0, compared: 0 });
  expect(await jobs()).toBe(0);
});

test("the webhook and the sweep, at once and again, are one event each and one credit", async () => {
  const { control } = payments.stripe;
  control.delivery.times = 3;
  control.pay(sessionId);
  control.refund(sessionId, 500);
  await Promise.all([sweepStripe(lately()), payments.eventsHandled(), sweepStripe(lately())]);
  await payments.eventsHandled();
  expect(await sweptBalance(2)).toBe(money("20"));
  const [stored] = await sql<{ n: number }[]>`select count(*)::int as n from stripe_events`;
  expect(stored).toEqual({ n: 2 });
});

test("a stored event whose job was lost, or has failed for the last time, is taken up again", async () => {
  const { control } = payments.stripe;
  control.delivery.times = 1;
  control.pay(sessionId);
  await payments.stripe.settled();
  await sql`update graphile_worker._private_jobs set attempts = max_attempts`;
  control.refund(sessionId, 500);
  await payments.stripe.settled();
  await sql`delete from graphile_worker._private_jobs where attempts = 0`;
  await runStripeJobs();
  expect(await availableOf(alice)).toBe(money("5"));
  control.forgetEvents();
  freezeClock(later(clock.now(), 6 * MINUTE));
  expect(await sweepStripe(later(clock.now(), MINUTE))).toMatchObject({ takenUp: 2 });
  await runStripeJobs();
  expect(await availableOf(alice)).toBe(money("20"));
  expect(await unhandled()).toBe(0);
});

test("an event whose job still waits for its turn is left to it", async () => {
  payments.stripe.control.delivery.times = 1;
  payments.stripe.control.pay(sessionId);
  await payments.stripe.settled();
  freezeClock(later(clock.now(), 6 * MINUTE));
  expect(await sweepStripe(lately())).toMatchObject({ takenUp: 0 });
});

test("more events than are on one page are all stored", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId);
  for (let refund = 1; refund <= 130; refund++) control.refund(sessionId, 1);
  expect(await sweepStripe(lately())).toMatchObject({ missed: 131 });
  expect(await sweepStripe(lately())).toMatchObject({ missed: 0 });
  await sql`delete from graphile_worker._private_jobs`;
  freezeClock(later(clock.now(), 6 * MINUTE));
  expect(await sweepStripe(later(clock.now(), -10 * MINUTE))).toMatchObject({ takenUp: 131 });
  expect(await jobs()).toBe(132);
});

test("a crash between two pages loses nothing: the next sweep goes over it again", async () => {
  const { control } = payments.stripe;
  control.pay(sessionId);
  for (let refund = 1; refund <= 130; refund++) control.refund(sessionId, 1);
  let pages = 0;
  control.holdAnswer = (path) => {
    if (path === "/v1/events" && ++pages === 1) control.mood = "down";
    return undefined;
  };
  await expect(sweepStripe(lately())).rejects.toMatchObject({ code: "paymentsDown" });
  payments.beWell();
  control.delivery.times = 0;
  expect(await sweepStripe(lately())).toMatchObject({ missed: 31 });
});

test("what is older than the days that are compared is left alone", async () => {
  payments.stripe.control.pay(sessionId);
  freezeClock(later(clock.now(), DAY));
  expect(await sweepStripe(lately())).toEqual({ takenUp: 0, missed: 0, compared: 0 });
});

test("the clock sweeps every quarter of an hour, once for all replicas, and every night a week back", async () => {
  payments.stripe.control.pay(sessionId);
  const now = clock.now();
  expect(await Promise.all([tick("sweep-stripe", now), tick("sweep-stripe", now)])).toContain(false);
  await runTask("sweep-stripe", windowOf("sweep-stripe", now));
  await runStripeJobs();
  expect(await availableOf(alice)).toBe(money("25"));
  payments.stripe.control.refund(sessionId);
  freezeClock(later(now, 5 * DAY));
  await tick("compare-stripe", clock.now());
  await runTask("compare-stripe", windowOf("compare-stripe", clock.now()));
  await runStripeJobs();
  expect(await availableOf(alice)).toBe(money("5"));
});
