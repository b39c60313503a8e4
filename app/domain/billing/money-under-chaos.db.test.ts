import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clock } from "~/core/clock";
import { AppError } from "~/core/app-error";
import type { AccountId, PriceBookId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import { asOwner } from "~/testing/as-owner";
import {
  aMember,
  buyCredits,
  emptyBilling,
  ledgerFaults,
  money,
  soundLedger,
  startPayments,
  type Payments,
} from "~/testing/billing-fixtures";
import { testSettings } from "~/testing/settings";
import { creditOf } from "./available-credit.server";
import { firstPriceBook } from "./first-price-book";
import { ensureFirstPriceBook } from "./first-price-book.server";
import { handleStripeEvent } from "./handle-stripe-event.server";
import { meters, type Meter } from "./price-book";
import { allPriceBooks } from "./price-books.queries.server";
import { receiveStripeEvent } from "./receive-stripe-event.server";
import { recordUsageTotals } from "./record-usage-totals.server";
import { returnFromCheckout } from "./return-from-checkout.server";
import { settleUsage } from "./settle-usage.server";

/** A crash at the n-th write to any table of money: sequences are not rolled back, so it happens once and work is then tried again. */
const crashes = `
  create sequence writes_seen;
  create table crash_plan (at bigint);
  insert into crash_plan values (0);
  create function crash_as_planned() returns trigger language plpgsql as $$ begin
    if nextval('writes_seen') = (select at from crash_plan) then raise exception 'crash'; end if;
    return null;
  end $$;`;
const crashing = [
  "billing_accounts",
  "usage_totals",
  "ledger_transactions",
  "ledger_entries",
  "ledger_balances",
  "credit_purchases",
  "stripe_events",
];

let payments: Payments;
let bookId: PriceBookId;
let runs = 0;
let crashed = 0;

beforeAll(async () => {
  payments = await startPayments();
  payments.stripe.control.delivery.times = 0;
  await emptyBilling();
  await ensureFirstPriceBook();
  bookId = (await allPriceBooks(db))[0]?.id ?? expect.fail("no price book");
  await asOwner(async (owner) => {
    await owner.unsafe(crashes);
    for (const table of crashing)
      await owner.unsafe(
        `create trigger crash after insert or update on ${table} for each statement execute function crash_as_planned()`,
      );
  });
});
afterAll(() => payments.stop());

const amounts = ["5", "20", "12.34"] as const;
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
    meter: fc.constantFrom(...meters),
    quantity: fc.bigInt(0n, 10n ** 10n),
  }),
  fc.record({ what: fc.constant("settle" as const), settlers: fc.integer({ min: 1, max: 3 }) }),
);

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** At `crashAt` writes into the step the power goes; 0 never. */
const step = fc.record({ at: happening, crashAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 7 })) });

type Member = {
  viewer: Viewer;
  accountId: AccountId;
  sessions: Map<number, string>;
  paid: Set<number>;
  used: Map<Meter, bigint>;
};

async function aFreshMember(): Promise<Member> {
  const viewer = await aMember({ email: `m${++runs}@example.org`, name: `Member ${runs}` });
  const { accountId } = await creditOf(db, viewer.userId);
  return { viewer, accountId, sessions: new Map(), paid: new Set(), used: new Map() };
}

/** Does the thing for real. What it changes in the world outside (a session, a payment, what was used) is noted for the model. */
async function happen(members: readonly Member[], what: Happening): Promise<unknown> {
  if (what.what === "settle") return Promise.all(Array.from({ length: what.settlers }, settleUsage));
  const member = members[what.person] ?? expect.fail("nobody");
  if (what.what === "use") return use(member, what.meter, what.quantity);
  if (what.what === "buy") return buy(member, what.form);
  const sessionId = member.sessions.get(what.form);
  if (sessionId === undefined) return undefined;
  if (what.what === "success page") return returnFromCheckout(member.viewer, sessionId);
  if (what.what === "webhook") return Promise.all(Array.from({ length: what.copies }, () => webhook(sessionId)));
  if (!member.paid.has(what.form)) payments.stripe.control.pay(sessionId);
  return member.paid.add(what.form);
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

async function quantitiesKept({ accountId }: Member): Promise<Map<string, bigint>> {
  const rows = await sql<{ meter: string; quantity: bigint }[]>`
    select meter, quantity from usage_totals where account_id = ${accountId}`;
  return new Map(rows.map((row) => [row.meter, row.quantity]));
}

async function withCrashAt(at: number, work: () => Promise<unknown>): Promise<void> {
  await asOwner((owner) => owner`select setval('writes_seen', 1, false)`);
  await sql`update crash_plan set at = ${at}`;
  try {
    await work();
  } catch (error) {
    if (!isCrash(error)) throw error;
    crashed++;
  } finally {
    await sql`update crash_plan set at = 0`;
  }
}

function isCrash(error: unknown): boolean {
  return error instanceof Error && (error.message === "crash" || isCrash(error.cause));
}

/** What the credit must be, worked out from the world alone: rounded by hand, in no common code with what is tested. */
function expected({ paid, used }: Member): bigint {
  const credit = money("5");
  const bought = [...paid].reduce((sum, form) => sum + money(amounts[form] ?? ""), 0n);
  let spent = 0n;
  for (const [meter, quantity] of used) {
    const { nano, quantity: per } = firstPriceBook.prices[meter];
    const [whole, rest] = [(quantity * nano) / per, (quantity * nano) % per];
    spent += rest * 2n > per || (rest * 2n === per && whole % 2n === 1n) ? whole + 1n : whole;
  }
  return credit + bought - spent;
}

test("whatever happens, in whatever order, however often and wherever it crashes, the ledger is what the world was", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), async (steps) => {
      const members = [await aFreshMember(), await aFreshMember()];
      for (const { at, crashAt } of steps) await withCrashAt(crashAt, () => happen(members, at));
      expect(await ledgerFaults()).toEqual(soundLedger);
      for (const member of members) {
        for (const sessionId of member.sessions.values())
          await Promise.all([webhook(sessionId), returnFromCheckout(member.viewer, sessionId)]);
        await tellUsage(member);
      }
      await Promise.all([settleUsage(), settleUsage()]);
      await settleUsage();
      for (const member of members) {
        expect(await creditOf(db, member.viewer.userId)).toMatchObject({ balance: expected(member), unposted: 0n });
        expect(await quantitiesKept(member)).toEqual(member.used);
      }
      expect(await ledgerFaults()).toEqual(soundLedger);
    }),
    { numRuns: 40, interruptAfterTimeLimit: 13_000, markInterruptAsFailure: false },
  );
  expect(crashed).toBeGreaterThan(0);
}, 30_000);
