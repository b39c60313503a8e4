import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clock, HOUR, later } from "~/core/clock";
import { AppError } from "~/core/app-error";
import type { AccountId, PriceBookId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import {
  aMember,
  buyCredits,
  emptyBilling,
  heldOf,
  ledgerFaults,
  quantitiesOf,
  soundLedger,
  startPayments,
  type Payments,
} from "~/testing/billing/billing-fixtures";
import { stripeClient } from "~/integrations/stripe/client.server";
import { crashesSeen, planCrashes, withCrashAt } from "~/testing/processes/crashing-writes";
import { amounts, expectedCredit, hasOpenDispute, withTax, type Happened } from "~/testing/billing/money-model";
import { testSettings } from "~/testing/settings";
import { creditOf } from "./available-credit.server";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { handleStripeEvent } from "~/domain/billing/stripe/handle-stripe-event.server";
import { meters, type Meter } from "~/domain/billing/prices/meter";
import { allPriceBooks } from "~/domain/billing/prices/price-books.queries.server";
import { receiveStripeEvent } from "~/domain/billing/stripe/receive-stripe-event.server";
import { recordUsageTotals } from "~/domain/billing/usage/record-usage-totals.server";
import { returnFromCheckout } from "~/domain/billing/purchases/return-from-checkout.server";
import { settleReversals } from "~/domain/billing/stripe/settle-reversals.server";
import { settleUsage } from "~/domain/billing/usage/settle-usage.server";
import { sweepStripe } from "~/domain/billing/stripe/sweep-stripe.server";

let payments: Payments;
let bookId: PriceBookId;
let runs = 0;

beforeAll(async () => {
  payments = await startPayments();
  payments.stripe.control.delivery.times = 0;
  await emptyBilling();
  await ensureFirstPriceBook();
  bookId = (await allPriceBooks(db))[0]?.id ?? expect.fail("no price book");
  await planCrashes();
});
afterAll(() => payments.stop());

const form = fc.nat(amounts.length - 1);
const person = fc.nat(1);

/** What can happen. Few people, forms and meters, so that things collide. */
const happening = fc.oneof(
  fc.record({ what: fc.constant("buy" as const), person, form }),
  fc.record({ what: fc.constant("pay" as const), person, form }),
  fc.record({ what: fc.constant("webhook" as const), person, form, copies: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ what: fc.constant("success page" as const), person, form }),
  fc.record({
    what: fc.constant("use" as const),
    person,
    meter: fc.constantFrom(...meters()),
    quantity: fc.bigInt(0n, 10n ** 10n),
  }),
  fc.record({ what: fc.constant("settle" as const), settlers: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ what: fc.constant("refund" as const), person, form, share: fc.constantFrom(1, 3, 7, 10) }),
  fc.record({ what: fc.constant("refund fails" as const), person, form }),
  fc.record({
    what: fc.constant("dispute" as const),
    person,
    form,
    status: fc.constantFrom("warning_needs_response", "needs_response", "lost", "won"),
  }),
  fc.record({ what: fc.constant("reversal webhook" as const), person, form, copies: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ what: fc.constant("sweep" as const), sweepers: fc.integer({ min: 1, max: 2 }) }),
);

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** At `crashAt` writes into the step the power goes; 0 never. */
const step = fc.record({ at: happening, crashAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 7 })) });

type Member = Happened & { viewer: Viewer; accountId: AccountId; sessions: Map<number, string> };

async function aFreshMember(): Promise<Member> {
  const viewer = await aMember({ email: `m${++runs}@example.org`, name: `Member ${runs}` });
  const { accountId } = await creditOf(db, viewer.userId);
  return {
    viewer,
    accountId,
    sessions: new Map(),
    paid: new Set(),
    used: new Map(),
    refunds: new Map(),
    disputes: new Map(),
  };
}

/** Does the thing for real. What it changes in the world outside (a session, a payment, what was used) is noted for the model. */
async function happen(members: readonly Member[], what: Happening): Promise<unknown> {
  if (what.what === "settle") return Promise.all(Array.from({ length: what.settlers }, settleUsage));
  if (what.what === "sweep") return Promise.all(Array.from({ length: what.sweepers }, sweep));
  const member = members[what.person] ?? expect.fail("nobody");
  if (what.what === "use") return use(member, what.meter, what.quantity);
  if (what.what === "buy") return buy(member, what.form);
  const sessionId = member.sessions.get(what.form);
  return sessionId === undefined ? undefined : happenAtPage(member, what, sessionId);
}

type AtPage = Exclude<Happening, { what: "settle" | "sweep" | "use" | "buy" }>;

async function happenAtPage(member: Member, what: AtPage, sessionId: string): Promise<unknown> {
  if (what.what === "success page") return returnFromCheckout(member.viewer, sessionId);
  if (what.what === "webhook") return Promise.all(Array.from({ length: what.copies }, () => webhook(sessionId)));
  if (what.what === "pay") return pay(member, what.form, sessionId);
  return member.paid.has(what.form) ? goBack(member, what, sessionId) : undefined;
}

function pay({ paid }: Member, form: number, sessionId: string): void {
  if (!paid.has(form))
    payments.stripe.control.pay(sessionId, { amount_total: withTax[form] ?? expect.fail("no form") });
  paid.add(form);
}

type GoingBack = Extract<Happening, { what: "refund" | "refund fails" | "dispute" | "reversal webhook" }>;

/** Money of a payment goes back, or does not after all; or it is heard of. */
async function goBack(member: Member, what: GoingBack, sessionId: string): Promise<unknown> {
  const { control } = payments.stripe;
  const refunds = member.refunds.get(what.form) ?? [];
  if (what.what === "reversal webhook") return reversalWebhook(sessionId, what.copies);
  if (what.what === "dispute") {
    control.dispute(sessionId, what.status);
    return member.disputes.set(what.form, what.status);
  }
  if (what.what === "refund fails") {
    const [first, ...others] = refunds;
    if (first) control.failRefund(first.id);
    return member.refunds.set(what.form, others);
  }
  const amount = Math.ceil((withTax[what.form] ?? 0) / what.share);
  return member.refunds.set(what.form, [...refunds, { id: control.refund(sessionId, amount), amount }]);
}

async function reversalWebhook(sessionId: string, copies: number): Promise<void> {
  const payment = (await stripeClient().checkoutOf(sessionId))?.paymentIntentId;
  if (payment) await Promise.all(Array.from({ length: copies }, () => settleReversals(payment)));
}

/** What Stripe has and we have not, and the work of every job there is; one that a crash interrupts is there for the next. */
async function sweep(): Promise<void> {
  await sweepStripe(later(clock.now(), -HOUR));
  const jobs = await sql<{ id: bigint; payload: { eventId?: string; paymentIntentId?: string } }[]>`
    select id, payload from graphile_worker._private_jobs order by id`;
  for (const { id, payload } of jobs) {
    if (payload.eventId) await handleStripeEvent(payload.eventId);
    if (payload.paymentIntentId) await settleReversals(payload.paymentIntentId);
    await sql`delete from graphile_worker._private_jobs where id = ${id}`;
  }
}

async function use(member: Member, meter: Meter, quantity: bigint): Promise<void> {
  member.used.set(meter, quantity);
  await tellUsage(member);
}

async function buy({ viewer, sessions, paid }: Member, form: number): Promise<void> {
  const begun = await buyCredits(viewer, amounts[form] ?? "", `form-number-${form}`).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "purchaseOver" && paid.has(form)) return undefined;
    throw error;
  });
  if (begun) sessions.set(form, begun.sessionId);
}

async function webhook(sessionId: string): Promise<void> {
  const body = JSON.stringify({
    id: `evt_${sessionId}`,
    type: "checkout.session.completed",
    data: { object: { id: sessionId } },
  });
  const t = Math.floor(clock.now().getTime() / 1000);
  const signature = createHmac("sha256", testSettings.STRIPE_WEBHOOK_SECRETS).update(`${t}.${body}`).digest("hex");
  await receiveStripeEvent(body, `t=${t},v1=${signature}`);
  await handleStripeEvent(`evt_${sessionId}`);
}

async function tellUsage({ accountId, used }: Member): Promise<void> {
  const totals = [...used].map(([meter, quantity]) => ({
    accountId,
    period: "2026-11-01",
    meter,
    priceBookId: bookId,
    quantity,
  }));
  await recordUsageTotals(db, totals);
}

test("whatever happens, in whatever order, however often and wherever it crashes, the ledger is what the world was", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), async (steps) => {
      payments.stripe.control.forgetEverything();
      const members = [await aFreshMember(), await aFreshMember()];
      for (const { at, crashAt } of steps) await withCrashAt(crashAt, () => happen(members, at));
      expect(await ledgerFaults()).toEqual(soundLedger);
      for (const member of members) {
        for (const sessionId of member.sessions.values())
          await Promise.all([webhook(sessionId), returnFromCheckout(member.viewer, sessionId)]);
        await tellUsage(member);
      }
      await Promise.all([sweep(), settleUsage(), settleUsage()]);
      await sweep();
      await settleUsage();
      for (const member of members) {
        expect(await creditOf(db, member.viewer.userId)).toMatchObject({
          balance: expectedCredit(member),
          unposted: 0n,
        });
        expect(await quantitiesOf(member.accountId)).toEqual(member.used);
        expect((await heldOf(member.accountId)) > 0n).toBe(hasOpenDispute(member));
      }
      expect(await ledgerFaults()).toEqual(soundLedger);
    }),
    { numRuns: 40, interruptAfterTimeLimit: 13_000, markInterruptAsFailure: false },
  );
  expect(crashesSeen()).toBeGreaterThan(0);
}, 60_000);
