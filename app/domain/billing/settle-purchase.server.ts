import { clock } from "~/core/clock";
import { isId, type PurchaseId } from "~/core/id";
import { log } from "~/core/log.server";
import { decimalOf, nanoOf } from "~/core/money";
import { db, type Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { stripeClient } from "~/integrations/stripe/client.server";
import { stateByCheckout, type PurchaseState } from "./credit-purchase";
import { ledgerAccounts } from "./ledger-accounts";
import { postTransaction } from "./post-transaction.server";
import { findPurchaseBySession, lockPurchase, setPurchaseState, type PurchaseRecord } from "./purchases.queries.server";

/**
 * Brings a purchase to where its checkout session is, whoever noticed: the webhook, the success page, the clock. The purchase is locked
 * first and Stripe asked then, so that an old answer never overtakes a new one; credit is posted once. Undefined when the session is not
 * one of ours. Refuses `unavailable` when Stripe cannot be asked.
 */
export async function settlePurchase(sessionId: string): Promise<PurchaseState | undefined> {
  const known = await findPurchaseBySession(db, sessionId);
  if (known?.state === "paid") return "paid";
  const id = known?.id ?? (await purchaseNamedBy(sessionId));
  return id && transaction((tx) => settle(tx, id, sessionId));
}

/** A session whose id was not kept, because of a crash right after Stripe made it, still names its purchase. */
async function purchaseNamedBy(sessionId: string): Promise<PurchaseId | undefined> {
  const reference = (await stripeClient().checkoutOf(sessionId))?.clientReferenceId;
  return isId("purchase", reference) ? reference : undefined;
}

async function settle(tx: Db, id: PurchaseId, sessionId: string): Promise<PurchaseState | undefined> {
  const purchase = await lockPurchase(tx, id);
  if (!purchase || (purchase.sessionId ?? sessionId) !== sessionId) return undefined;
  if (purchase.state === "paid") return "paid";
  const checkout = await stripeClient().checkoutOf(sessionId);
  if (!checkout) return purchase.state;
  const state = stateByCheckout(purchase, checkout);
  if (state === purchase.state || state === "open") return purchase.state;
  await moveTo(tx, purchase, state, sessionId);
  return state;
}

async function moveTo(tx: Db, purchase: PurchaseRecord, state: PurchaseState, sessionId: string): Promise<void> {
  const at = clock.now();
  if (state === "paid") await postCredit(tx, purchase, at);
  if (state === "quarantined") log.error({ purchaseId: purchase.id, sessionId }, "what was paid is not what was asked");
  await setPurchaseState(tx, purchase.id, state, sessionId, at);
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
