import { clock } from "~/core/clock";
import { isId, type AccountId } from "~/core/id";
import { decimalOf, minor, nano, nanoOf, ZERO, type Nano } from "~/core/money";
import { db, type Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { stripeClient } from "~/integrations/stripe/client.server";
import type { Dispute, Payment, Refund } from "~/integrations/stripe/contract";
import { creditTakenBack } from "./credit-taken-back";
import { isSettled } from "~/domain/billing/purchases/credit-purchase";
import { postDifference, type Target } from "~/domain/billing/ledger/post-difference.server";
import { ledgerAccounts } from "~/domain/billing/ledger/ledger-accounts";
import { postedForSubject } from "~/domain/billing/ledger/ledger.queries.server";
import {
  drawReadNumber,
  findPurchase,
  lockPurchase,
  notePayment,
  noteReversalsRead,
  type PurchaseRecord,
} from "~/domain/billing/purchases/purchases.queries.server";
import { effectOf } from "./reversal-effect";
import { settlePurchase } from "~/domain/billing/purchases/settle-purchase.server";
import { upsertUnapplied } from "~/domain/billing/quarantine/unapplied-payments.queries.server";

/** What Stripe said of a payment. `number` was drawn before it was asked: a reading with a higher one is not older. */
type Reading = { number: bigint; payment: Payment; reversals: (Refund | Dispute)[] };

/** What was given for a payment, and on which ledger account it was given. */
type Given = { amount: Nano; source: string };

/** In place of its payment, of a page that has none. */
const UNPAID = "none";

/**
 * Takes back credit whose money went back: every refund and dispute of a payment is brought to where Stripe says it is. The purchase is
 * settled first, so that it does not matter which news came earlier; what was never given as credit is not taken back, and never more than
 * was given. Only the payment that settled the purchase takes from it: of any other that names it, what goes back is noted, and nothing
 * else. Stripe is asked before the purchase is locked; of two that do this at once, the one that asked first changes nothing any more
 * when the other has acted. Throws when a reversal is in another currency than its payment; refuses `unavailable`.
 */
export async function settleReversals(paymentIntentId: string): Promise<void> {
  const payment = await stripeClient().paymentOf(paymentIntentId);
  const purchase = isId("purchase", payment?.purchaseId) ? await findPurchase(db, payment.purchaseId) : undefined;
  if (!payment || !purchase) return;
  if (purchase.sessionId) await settlePurchase(purchase.sessionId);
  const learned = await learnPayment(purchase.id);
  const reading = await read(payment);
  await transaction((tx) => reverse(tx, purchase.id, reading, learned));
}

/** The payment of the purchase's page, as Stripe says, where the one that settled the purchase was not kept. */
async function learnPayment(id: PurchaseRecord["id"]): Promise<string | undefined> {
  const purchase = await findPurchase(db, id);
  if (!purchase?.sessionId || purchase.paymentIntentId) return undefined;
  const checkout = await stripeClient().checkoutOf(purchase.sessionId);
  return checkout ? (checkout.paymentIntentId ?? UNPAID) : undefined;
}

async function read(payment: Payment): Promise<Reading> {
  const number = await drawReadNumber(db);
  const stripe = stripeClient();
  const [refunds, disputes] = await Promise.all([stripe.refundsOf(payment.id), stripe.disputesOf(payment.id)]);
  const reversals = [...refunds, ...disputes];
  for (const { id, currency } of reversals)
    if (currency !== payment.currency) throw new Error(`${id} is in ${currency}, its payment in ${payment.currency}`);
  return { number, payment, reversals };
}

async function reverse(tx: Db, id: PurchaseRecord["id"], reading: Reading, learned?: string): Promise<void> {
  const purchase = await lockPurchase(tx, id);
  const itsOwn = purchase?.paymentIntentId ?? learned;
  // Of a purchase whose page was not noted nobody can say it yet: this is looked at again when it is settled.
  if (!purchase || !itsOwn) return;
  if (!purchase.paymentIntentId && isSettled(purchase.state) && itsOwn !== UNPAID) await notePayment(tx, id, itsOwn);
  await (itsOwn === reading.payment.id ? takeBack(tx, purchase, reading) : noteUnapplied(tx, purchase, reading));
}

async function takeBack(tx: Db, purchase: PurchaseRecord, { number, payment, reversals }: Reading): Promise<void> {
  const given = await givenFor(tx, purchase);
  if (!given || purchase.reversalsRead >= number) return;
  await noteReversalsRead(tx, purchase.id, number);
  const taken = creditTakenBack(given.amount, payment.amount, reversals.filter(isGoingBack));
  for (const one of reversals) await drive(tx, purchase, one, given.source, taken.get(one.id) ?? ZERO);
}

/** No credit was given for the payment, and none is taken: what had been, before payments were told apart, is given back. */
async function noteUnapplied(tx: Db, purchase: PurchaseRecord, { number, payment, reversals }: Reading): Promise<void> {
  const sentBackMinor = reversals.filter(isGoingBack).reduce((sum, { amount }) => sum + amount, 0n);
  const { id: paymentIntentId, amount: amountMinor, currency } = payment;
  const noted = { paymentIntentId, purchaseId: purchase.id, amountMinor, sentBackMinor, currency };
  await upsertUnapplied(tx, { ...noted, reversalsRead: number, noticedAt: clock.now() });
  for (const { id: subject, object: kind } of reversals)
    await postDifference(tx, { subject, kind, accountId: purchase.accountId, amounts: new Map() });
}

const isGoingBack = (one: Refund | Dispute) => effectOf(one) !== "none";

/** The credit that was posted for the purchase, whether it was paid or an admin resolved it; undefined when none was. */
async function givenFor(tx: Db, { id, accountId }: PurchaseRecord): Promise<Given | undefined> {
  const { amounts } = await postedForSubject(tx, accountId, id);
  const credit = -(amounts.get(ledgerAccounts.credits(accountId)) ?? 0n);
  const source = [...amounts].find(([, amount]) => amount > 0n)?.[0];
  return credit > 0n && source ? { amount: nano(credit), source } : undefined;
}

/** Recorded only when it moves something: Stripe tells of the same state many times. */
async function drive(
  tx: Db,
  purchase: PurchaseRecord,
  reversal: Refund | Dispute,
  source: string,
  taken: Nano,
): Promise<void> {
  const { accountId } = purchase;
  const kind = reversal.object;
  const amounts = movedBy(accountId, reversal, source, taken);
  const target: Target = { subject: reversal.id, kind, accountId, amounts };
  if (!(await postDifference(tx, target))) return;
  const { status, currency } = reversal;
  await recordActivity(tx, {
    subjectId: purchase.ownerId,
    action: "credits.reverse",
    targetKind: "purchase",
    targetId: purchase.id,
    after: {
      kind,
      status,
      amount: decimalOf(nanoOf(minor(reversal.amount), currency)),
      currency,
      credit: decimalOf(taken),
    },
  });
}

/** While a dispute runs its credit is held; what is gone for good goes back where it came from. */
function movedBy(accountId: AccountId, reversal: Refund | Dispute, source: string, taken: Nano): Map<string, bigint> {
  const effect = effectOf(reversal);
  if (effect === "none") return new Map();
  return new Map([
    [ledgerAccounts.credits(accountId), taken],
    [effect === "held" ? ledgerAccounts.held(accountId) : source, -taken],
  ]);
}
