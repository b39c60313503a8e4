import { isId, type AccountId } from "~/core/id";
import { decimalOf, minor, nano, nanoOf } from "~/core/money";
import { db, type Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { stripeClient } from "~/integrations/stripe/client.server";
import type { Dispute, Refund } from "~/integrations/stripe/contract";
import { driveToTarget, type Target } from "./drive-to-target.server";
import { ledgerAccounts } from "./ledger-accounts";
import { findPurchase, lockPurchase, type PurchaseRecord } from "./purchases.queries.server";
import { settlePurchase } from "./settle-purchase.server";

/**
 * Takes back credit whose money went back: every refund and dispute of a payment is brought to where Stripe says it is. The purchase is
 * settled first, so that it does not matter which news came earlier; what was never given as credit is not taken back.
 */
export async function settleReversals(paymentIntentId: string): Promise<void> {
  const id = (await stripeClient().paymentOf(paymentIntentId))?.purchaseId;
  const purchase = isId("purchase", id) ? await findPurchase(db, id) : undefined;
  if (!purchase) return;
  if (purchase.sessionId) await settlePurchase(purchase.sessionId);
  await transaction((tx) => reverse(tx, purchase.id, paymentIntentId));
}

async function reverse(tx: Db, id: PurchaseRecord["id"], paymentIntentId: string): Promise<void> {
  const purchase = await lockPurchase(tx, id);
  if (purchase?.state !== "paid") return;
  const { accountId } = purchase;
  const stripe = stripeClient();
  const [refunds, disputes] = await Promise.all([
    stripe.refundsOf(paymentIntentId),
    stripe.disputesOf(paymentIntentId),
  ]);
  for (const refund of refunds)
    await drive(tx, purchase, refund, {
      subject: refund.id,
      kind: "refund",
      accountId,
      amounts: refunded(accountId, inOurMoney(purchase, refund), refund),
    });
  for (const dispute of disputes)
    await drive(tx, purchase, dispute, {
      subject: dispute.id,
      kind: "dispute",
      accountId,
      amounts: disputed(accountId, inOurMoney(purchase, dispute), dispute),
    });
}

/** Recorded only when it moves something: Stripe tells of the same state many times. */
async function drive(tx: Db, purchase: PurchaseRecord, reversal: Refund | Dispute, target: Target): Promise<void> {
  if (!(await driveToTarget(tx, target))) return;
  const { currency } = purchase;
  const amount = decimalOf(nano(inOurMoney(purchase, reversal)));
  await recordActivity(tx, {
    subjectId: purchase.ownerId,
    action: "credits.reverse",
    targetKind: "purchase",
    targetId: purchase.id,
    after: { kind: target.kind, status: reversal.status, amount, currency },
  });
}

function inOurMoney(purchase: PurchaseRecord, { id, amount, currency }: Refund | Dispute): bigint {
  if (currency !== purchase.currency) throw new Error(`${id} is in ${currency}, its purchase in ${purchase.currency}`);
  return nanoOf(minor(amount), currency);
}

/** A refund counts from the moment it is asked for; one that fails in the end gives the credit back. */
function refunded(accountId: AccountId, amount: bigint, { status }: Refund): Map<string, bigint> {
  if (status === "failed" || status === "canceled") return new Map();
  return new Map([
    [ledgerAccounts.credits(accountId), amount],
    [ledgerAccounts.clearing, -amount],
  ]);
}

/** While a dispute runs its credit is held; won it comes back, lost it is gone. A warning moves nothing yet. */
function disputed(accountId: AccountId, amount: bigint, { status }: Dispute): Map<string, bigint> {
  if (status === "won" || status === "prevented" || status.startsWith("warning_")) return new Map();
  const taken = status === "lost" ? ledgerAccounts.clearing : ledgerAccounts.held(accountId);
  return new Map([
    [ledgerAccounts.credits(accountId), amount],
    [taken, -amount],
  ]);
}
