import { refuse } from "~/core/app-error";
import { clock, DAY, later } from "~/core/clock";
import { isId, type PurchaseId } from "~/core/id";
import { log } from "~/core/log.server";
import { decimalOf, nanoOf } from "~/core/money";
import { addJob } from "~/db/jobs.server";
import { db, type Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { stripeClient } from "~/integrations/stripe/client.server";
import type { Checkout } from "~/integrations/stripe/contract";
import { isSettled, nextState, type PurchaseState } from "./credit-purchase";
import { ledgerAccounts } from "~/domain/billing/ledger/ledger-accounts";
import { postTransaction } from "~/domain/billing/ledger/post-transaction.server";
import { findPurchaseBySession, lockPurchase, setPurchaseState, type PurchaseRecord } from "./purchases.queries.server";
import { insertUnapplied } from "~/domain/billing/quarantine/unapplied-payments.queries.server";

/** After this long a session that Stripe does not have is not looked for any more. */
const LOST_AFTER = 3 * DAY;

/**
 * Brings a purchase to where its checkout session is, whoever noticed: the webhook, the success page, the clock. Stripe is asked first,
 * then the purchase is locked and looked at again; its state only ever moves forward, so that an old answer changes nothing, and credit is
 * posted once. Undefined when the session is not one of ours. Refuses `unavailable` when Stripe cannot be asked, or `mustExist` and it does
 * not have the session of an unpaid purchase.
 */
export async function settlePurchase(
  sessionId: string,
  { mustExist = false } = {},
): Promise<PurchaseState | undefined> {
  const known = await findPurchaseBySession(db, sessionId);
  if (known && isSettled(known.state)) return known.state;
  const checkout = await askStripe(sessionId, mustExist && known !== undefined);
  const id = known?.id ?? purchaseNamedBy(checkout);
  if (!id) return undefined;
  return transaction((tx) => (checkout ? settle(tx, id, checkout) : settleLost(tx, id, sessionId)));
}

async function askStripe(sessionId: string, mustExist: boolean): Promise<Checkout | undefined> {
  const checkout = await stripeClient().checkoutOf(sessionId);
  if (!checkout && mustExist) refuse("unavailable", "paymentsDown");
  return checkout;
}

/** A session whose id was not kept, because of a crash right after Stripe made it, still names its purchase. */
function purchaseNamedBy(checkout: Checkout | undefined): PurchaseId | undefined {
  const reference = checkout?.clientReferenceId;
  return isId("purchase", reference) ? reference : undefined;
}

async function settle(tx: Db, id: PurchaseId, checkout: Checkout): Promise<PurchaseState | undefined> {
  const purchase = await lockPurchase(tx, id);
  if (!purchase) return undefined;
  if ((purchase.sessionId ?? checkout.id) !== checkout.id) return notItsSession(tx, purchase, checkout);
  const state = nextState(purchase, checkout);
  if (state === purchase.state) return state;
  await moveTo(tx, purchase, state, checkout);
  if (!purchase.sessionId) await lookForReversals(tx, checkout);
  return state;
}

/** A session that Stripe does not have (the key was of its other mode, say) ends once nobody can be waiting for it any more. */
async function settleLost(tx: Db, id: PurchaseId, sessionId: string): Promise<PurchaseState | undefined> {
  const purchase = await lockPurchase(tx, id);
  if (purchase?.state !== "open" || clock.now() < later(purchase.createdAt, LOST_AFTER)) return purchase?.state;
  await moveTo(tx, purchase, "expired", { id: sessionId });
  return "expired";
}

/** No form leads to a second session of a purchase; if one was paid all the same, a person has to look. */
async function notItsSession(tx: Db, purchase: PurchaseRecord, checkout: Checkout): Promise<undefined> {
  const { id: sessionId, paymentStatus, paymentIntentId, amountTotal = 0n, currency = purchase.currency } = checkout;
  if (paymentStatus !== "paid" || !paymentIntentId) return undefined;
  const payment = { paymentIntentId, purchaseId: purchase.id, amountMinor: amountTotal, currency };
  if (await insertUnapplied(tx, { ...payment, noticedAt: clock.now() }))
    log.error({ purchaseId: purchase.id, sessionId }, "a session that is not its purchase's was paid");
  return undefined;
}

type Settled = Pick<Checkout, "id"> & Partial<Pick<Checkout, "paymentIntentId">>;

async function moveTo(tx: Db, purchase: PurchaseRecord, state: PurchaseState, checkout: Settled): Promise<void> {
  const settledAt = clock.now();
  const { id: sessionId, paymentIntentId } = checkout;
  if (state === "paid") await postCredit(tx, purchase, settledAt);
  if (state === "quarantined") log.error({ purchaseId: purchase.id, sessionId }, "what was paid is not what was asked");
  const isPaid = isSettled(state) && paymentIntentId;
  await setPurchaseState(tx, purchase.id, { state, sessionId, settledAt, ...(isPaid && { paymentIntentId }) });
  const { amountMinor, currency } = purchase;
  await recordActivity(tx, {
    subjectId: purchase.ownerId,
    action: state === "paid" ? "credits.grant" : "credits.settle",
    targetKind: "purchase",
    targetId: purchase.id,
    before: { state: purchase.state },
    after: { state, amount: decimalOf(nanoOf(amountMinor, currency)), currency },
    outcome: state === "paid" || state === "expired" ? "success" : "failed",
  });
}

/** Of a purchase whose session was not noted, a refund may have been heard of before its payment was, and have found nothing to do. */
async function lookForReversals(tx: Db, { paymentIntentId }: Checkout): Promise<void> {
  if (paymentIntentId)
    await addJob(tx, "settle_reversals", { paymentIntentId }, { key: `reversals:${paymentIntentId}` });
}

/** Our own amount, never the total that Stripe collected: that one may carry tax. */
async function postCredit(
  tx: Db,
  { id, accountId, amountMinor, currency }: PurchaseRecord,
  occurredAt: Date,
): Promise<void> {
  const amount = nanoOf(amountMinor, currency);
  await postTransaction(tx, {
    idemKey: `purchase:${id}`,
    kind: "purchase",
    accountId,
    subject: id,
    occurredAt,
    entries: [
      [ledgerAccounts.clearing, amount],
      [ledgerAccounts.credits(accountId), -amount],
    ],
  });
}
