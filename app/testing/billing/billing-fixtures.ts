import { runJobs } from "~/testing/processes/run-jobs";
import { AppError, statusOfRefusal } from "~/core/app-error";
import { newId, type AccountId } from "~/core/id";
import { parseDecimal, ZERO, type Nano } from "~/core/money";
import { findCredit } from "~/domain/billing/ledger/accounts.queries.server";
import { handleStripeEvent } from "~/domain/billing/stripe/handle-stripe-event.server";
import { openAccount } from "~/domain/billing/ledger/open-account.server";
import { purchaseCreditsInput } from "~/domain/billing/purchases/purchase-credits-input";
import { purchaseCredits } from "~/domain/billing/purchases/purchase-credits.server";
import { receiveStripeEvent } from "~/domain/billing/stripe/receive-stripe-event.server";
import { settleReversals } from "~/domain/billing/stripe/settle-reversals.server";
import type { Viewer } from "~/domain/identity/viewer";
import { startStripeSimulator, type StripeSimulator } from "~/integrations/stripe/simulator";
import { db, sql } from "~/db/pool.server";
import { cast } from "~/testing/cast";
import { testSettings } from "~/testing/settings";
import { startWebhookEndpoint } from "~/testing/webhooks/webhook-endpoint";

/** A member of the cast, with an account and its welcome credit of 5.00. */
export async function aMember(who: keyof typeof cast | { email: string; name: string }): Promise<Viewer> {
  const { email, name } = typeof who === "string" ? cast[who] : who;
  const viewer: Viewer = { userId: newId("user"), email, name, isAdmin: false };
  await sql`insert into users (id, email, name, created_at) values (${viewer.userId}, ${email}, ${name}, now())`;
  await openAccount(viewer.userId);
  return viewer;
}

/** Holds the next answer of Stripe's to this path, which is then as old as its `made`; `send` lets it go. */
export function holdNextAnswer({ stripe }: Payments, path: string): { made: Promise<void>; send: () => void } {
  const [made, sent] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  stripe.control.holdAnswer = (asked) => {
    if (asked !== path) return undefined;
    stripe.control.holdAnswer = undefined;
    made.resolve();
    return sent.promise;
  };
  return { made: made.promise, send: sent.resolve };
}

export async function emptyBilling(): Promise<void> {
  await sql`truncate users, billing_accounts, price_books, prices, usage_totals, ledger_transactions, ledger_entries, ledger_balances, credit_purchases, purchase_resolutions, unapplied_payments, stripe_events cascade`;
  await sql`delete from graphile_worker._private_jobs`;
}

export const money = (decimal: string): Nano => parseDecimal(decimal) ?? ZERO;

/** What the member can spend. */
export async function availableOf(viewer: Viewer): Promise<bigint> {
  const credit = await findCredit(db, viewer.userId);
  if (!credit) throw new Error(`${viewer.name} has no account`);
  return credit.balance - credit.unposted;
}

/** How much of each meter the account has used, as it was written down. */
export async function quantitiesOf(accountId: AccountId): Promise<Map<string, bigint>> {
  const rows = await sql<{ meter: string; quantity: bigint }[]>`
    select meter, quantity from usage_totals where account_id = ${accountId}`;
  return new Map(rows.map((row) => [row.meter, row.quantity]));
}

/** What of the account's credit disputes hold. */
export async function heldOf(accountId: AccountId): Promise<bigint> {
  const [row] = await sql<{ held: bigint }[]>`select coalesce(-sum(amount_nano), 0)::bigint as held
    from ledger_balances where ledger_account = ${`cust:${accountId}:held`}`;
  return row?.held ?? 0n;
}

/** What must hold of any ledger: everything sums to zero, and each balance is the sum of its entries. */
export async function ledgerFaults(): Promise<{ sum: bigint; unbalanced: number; wrongBalances: number }> {
  const [row] = await sql<{ sum: string; unbalanced: bigint; wrong: bigint }[]>`
    select coalesce((select sum(amount_nano) from ledger_entries), 0)::text as sum,
      (select count(*) from (select 1 from ledger_entries group by transaction_id having sum(amount_nano) <> 0) t) as unbalanced,
      (select count(*) from ledger_balances b full join
        (select ledger_account, sum(amount_nano) as amount from ledger_entries group by 1) e using (ledger_account)
        where b.amount_nano is distinct from e.amount) as wrong`;
  return { sum: BigInt(row?.sum ?? -1), unbalanced: Number(row?.unbalanced), wrongBalances: Number(row?.wrong) };
}

export const soundLedger = { sum: 0n, unbalanced: 0, wrongBalances: 0 };

/** Runs the stored events' jobs on the real queue until none is due. */
export async function runStripeJobs(): Promise<void> {
  await runJobs(
    {
      handle_stripe_event: (payload) => handleStripeEvent((payload as { eventId: string }).eventId),
      settle_reversals: (payload) => settleReversals((payload as { paymentIntentId: string }).paymentIntentId),
    },
    4,
  );
}

export const purchaseForm = (amount: string | number, purchaseKey = "key-of-the-form") =>
  purchaseCreditsInput.parse({ amount, purchaseKey });

/** Sends the purchase form; the same key is the same form. */
export const buyCredits = (viewer: Viewer, amount: string, purchaseKey?: string) =>
  purchaseCredits(viewer, purchaseForm(amount, purchaseKey));

export type Payments = {
  stripe: StripeSimulator;
  /** Everything works again, and each event is told once. */
  beWell: () => void;
  /** Waits for events to arrive, and acts on them. */
  eventsHandled: () => Promise<void>;
  stop: () => Promise<void>;
};

/** The Stripe stand-in, telling a webhook endpoint that takes events as the portal's does. Settings are read after this. */
export async function startPayments(): Promise<Payments> {
  const endpoint = await startWebhookEndpoint((body, signature) =>
    receiveStripeEvent(body, signature).then(
      () => 200,
      (error: unknown) => (error instanceof AppError ? statusOfRefusal[error.refusal] : 500),
    ),
  );
  const stripe = await startStripeSimulator({
    webhookUrl: endpoint.url,
    webhookSecret: testSettings.STRIPE_WEBHOOK_SECRETS,
  });
  process.env["STRIPE_API_URL"] = stripe.url;
  const stop = async () => {
    await stripe.stop();
    await endpoint.stop();
  };
  const beWell = () => {
    Object.assign(stripe.control, { mood: "well", declines: 0, holdAnswer: undefined });
    Object.assign(stripe.control.delivery, { times: 1, delayMs: 0, secret: undefined, clockOffBySeconds: 0 });
    stripe.requests.length = 0;
  };
  const eventsHandled = async () => {
    await stripe.settled();
    await runStripeJobs();
  };
  return { stripe, beWell, eventsHandled, stop };
}
