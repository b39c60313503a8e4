import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "~/core/app-error";
import { clock, DAY, freezeClock, later } from "~/core/clock";
import { sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import { action, loader } from "~/routes/webhooks/stripe";
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
import { testSettings } from "~/testing/settings";
import { returnFromCheckout } from "~/domain/billing/purchases/return-from-checkout.server";

const rolled = "whsec_the_one_before";
let payments: Payments;
let alice: Viewer;
let sessionId: string;

beforeAll(async () => {
  process.env["STRIPE_WEBHOOK_SECRETS"] = `${rolled},${testSettings.STRIPE_WEBHOOK_SECRETS}`;
  payments = await startPayments();
});
afterAll(() => payments.stop());
beforeEach(async () => {
  payments.beWell();
  payments.stripe.control.delivery.times = 0;
  await emptyBilling();
  alice = await aMember("alice");
  ({ sessionId } = await buyCredits(alice, "20"));
});
afterEach(() => freezeClock(undefined));

const completed = (id: string | undefined = "evt_1") =>
  JSON.stringify({
    id,
    object: "event",
    type: "checkout.session.completed",
    api_version: "2026-10-28.endive",
    data: { object: { id: sessionId, object: "checkout.session" } },
  });

type Signing = { secret?: string; at?: Date; over?: string };

function signed(
  body: string,
  { secret = testSettings.STRIPE_WEBHOOK_SECRETS, at = clock.now(), over = body }: Signing = {},
): Record<string, string> {
  const t = Math.floor(at.getTime() / 1000);
  return { "Stripe-Signature": `t=${t},v1=${createHmac("sha256", secret).update(`${t}.${over}`).digest("hex")}` };
}

/** Calls the route itself. */
async function post(body: string, headers: Record<string, string> = signed(body)): Promise<number | string> {
  const request = new Request("http://localhost:3000/api/webhooks/stripe", { method: "POST", body, headers });
  try {
    const response = await action({ request, params: {}, context: {} });
    expect(await response.json()).toEqual({ received: true });
    return response.status;
  } catch (error) {
    if (error instanceof AppError) return `${error.refusal}: ${error.code}`;
    throw error;
  }
}

async function stored(): Promise<{ events: number; handled: number; jobs: number }> {
  const [row] = await sql<{ events: number; handled: number; jobs: number }[]>`
    select (select count(*)::int from stripe_events) as events, (select count(handled_at)::int from stripe_events) as handled,
      (select count(*)::int from graphile_worker.jobs) as jobs`;
  return row ?? expect.fail("no row");
}

const nothing = { events: 0, handled: 0, jobs: 0 };
const refused = "invalid: webhookSignature";

describe("what Stripe did not just sign is refused, and nothing of it is kept", () => {
  test.each<[string, () => [string, Record<string, string>]]>([
    ["no signature", () => [completed(), {}]],
    ["an empty signature", () => [completed(), { "Stripe-Signature": "" }]],
    ["nonsense for a signature", () => [completed(), { "Stripe-Signature": "t=,v1=" }]],
    ["another secret", () => [completed(), signed(completed(), { secret: "whsec_guessed" })]],
    ["an altered body", () => [completed(), signed(completed(), { over: completed("evt_2") })]],
    ["a signature six minutes old", () => [completed(), signed(completed(), { at: later(clock.now(), -360_000) })]],
    ["a signature six minutes ahead", () => [completed(), signed(completed(), { at: later(clock.now(), 360_000) })]],
  ])("%s", async (_, callRoute) => {
    expect(await post(...callRoute())).toBe(refused);
    expect(await stored()).toEqual(nothing);
  });

  test.each([
    ["no JSON", "<html>"],
    ["no event", '{"id":"evt_1"}'],
    ["an id with a NUL", completed("evt_\0")],
    ["an id with half of a character", completed("evt_\ud800")],
  ])("%s, though signed", async (_, body) => {
    expect(await post(body)).toBe("invalid: webhookUnreadable");
    expect(await stored()).toEqual(nothing);
  });

  test("only POST is answered", async () => {
    expect(loader().status).toBe(405);
    const request = new Request("http://localhost:3000/api/webhooks/stripe", {
      method: "PUT",
      body: completed(),
      headers: signed(completed()),
    });
    const response = await action({ request, params: {}, context: {} });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await stored()).toEqual(nothing);
  });
});

describe("what Stripe signed is stored once and acted on once", () => {
  test("while a secret is being replaced both are taken; five minutes of drift either way too", async () => {
    expect(await post(completed("evt_a"), signed(completed("evt_a"), { secret: rolled }))).toBe(200);
    expect(await post(completed("evt_b"), signed(completed("evt_b"), { at: later(clock.now(), -290_000) }))).toBe(200);
    expect(await post(completed("evt_c"), signed(completed("evt_c"), { at: later(clock.now(), 290_000) }))).toBe(200);
    expect(await stored()).toEqual({ events: 3, handled: 0, jobs: 3 });
  });

  test("fifty at the same time, of one event, are one event, one job and one credit", async () => {
    payments.stripe.control.pay(sessionId);
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(completed())));
    expect(answers).toEqual(Array.from({ length: 50 }, () => 200));
    expect(await stored()).toEqual({ events: 1, handled: 0, jobs: 1 });
    await runStripeJobs();
    expect(await stored()).toEqual({ events: 1, handled: 1, jobs: 0 });
    expect(await availableOf(alice)).toBe(money("25"));
  });

  test("fifty different events of one payment, handled side by side, are one credit", async () => {
    payments.stripe.control.pay(sessionId);
    await Promise.all(Array.from({ length: 50 }, (_, n) => post(completed(`evt_${n}`))));
    await Promise.all([runStripeJobs(), runStripeJobs(), returnFromCheckout(alice, sessionId)]);
    expect(await stored()).toEqual({ events: 50, handled: 50, jobs: 0 });
    expect(await availableOf(alice)).toBe(money("25"));
    expect(await ledgerFaults()).toEqual(soundLedger);
  });

  test("again after it was handled, a day late, it changes nothing and makes no work", async () => {
    payments.stripe.control.pay(sessionId);
    await post(completed());
    await runStripeJobs();
    freezeClock(later(clock.now(), DAY));
    expect(await post(completed())).toBe(200);
    expect(await stored()).toEqual({ events: 1, handled: 1, jobs: 0 });
  });

  test("before the success page and after it, the credit is the same", async () => {
    payments.stripe.control.pay(sessionId);
    for (const step of [
      () => returnFromCheckout(alice, sessionId),
      () => post(completed()),
      runStripeJobs,
      () => returnFromCheckout(alice, sessionId),
    ])
      await step();
    expect(await availableOf(alice)).toBe(money("25"));
  });

  test("an event that arrives before anything was paid gives nothing: Stripe is asked, not believed", async () => {
    await post(completed());
    await runStripeJobs();
    expect(await availableOf(alice)).toBe(money("5"));
  });

  test("an event without an id is told apart by its content", async () => {
    payments.stripe.control.pay(sessionId);
    const body = completed().replace('"id":"evt_1",', "");
    expect(await post(body)).toBe(200);
    expect(await post(body)).toBe(200);
    const ids = await sql<{ id: string }[]>`select id from stripe_events`;
    expect(ids).toEqual([{ id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string }]);
    await runStripeJobs();
    expect(await availableOf(alice)).toBe(money("25"));
  });

  test("events of other kinds, and of sessions that are not ours, are kept and done with", async () => {
    const other = JSON.stringify({
      id: "evt_o",
      type: "customer.created",
      data: { object: { id: "cus_1", object: "customer" } },
    });
    const foreign = completed("evt_f").replace(sessionId, "cs_test_of_somebody_else");
    expect([await post(other), await post(foreign)]).toEqual([200, 200]);
    await runStripeJobs();
    expect(await stored()).toEqual({ events: 2, handled: 2, jobs: 0 });
  });

  test("while Stripe cannot be asked the event waits, and is acted on when it can; sent again meanwhile it is tried at once", async () => {
    payments.stripe.control.pay(sessionId);
    payments.stripe.control.mood = "down";
    await post(completed());
    await runStripeJobs();
    expect(await stored()).toEqual({ events: 1, handled: 0, jobs: 1 });
    payments.stripe.control.mood = "well";
    await post(completed());
    await runStripeJobs();
    expect(await stored()).toEqual({ events: 1, handled: 1, jobs: 0 });
    expect(await availableOf(alice)).toBe(money("25"));
  });
});
