import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { PurchaseId } from "~/core/id";
import { decimalOf, minorOf, nanoOf } from "~/core/money";
import { addJob } from "~/db/jobs.server";
import { db, type Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { stripeClient } from "~/integrations/stripe/client.server";
import { ledgerAccounts } from "~/domain/billing/ledger/ledger-accounts";
import { postTransaction } from "~/domain/billing/ledger/post-transaction.server";
import { findPurchase, lockPurchase, type PurchaseRecord } from "~/domain/billing/purchases/purchases.queries.server";
import { insertResolution } from "./quarantine.queries.server";
import type { ResolvePurchaseInput } from "./resolve-purchase-input";

/**
 * An admin's decision about a quarantined purchase, made once: this much credit is given, or none, as an `adjustment` of the ledger that
 * says why. What Stripe says is sent back of the payment is then taken back of it as of any other. The caller has seen that `actor` is an
 * admin. Refuses `not_found`, `conflict` (not quarantined, or resolved before), `invalid` (the currency has no such coin) and `unavailable`
 * (Stripe cannot be asked for the payment).
 */
export async function resolvePurchase(actor: Viewer, id: PurchaseId, input: ResolvePurchaseInput): Promise<void> {
  const purchase = (await findPurchase(db, id)) ?? refuse("not_found", "quarantineUnknown");
  const checkout = purchase.sessionId ? await stripeClient().checkoutOf(purchase.sessionId) : undefined;
  const paymentIntentId = checkout?.paymentIntentId;
  await transaction(async (tx) => {
    await resolve(tx, actor, id, input);
    if (paymentIntentId)
      await addJob(tx, "settle_reversals", { paymentIntentId }, { key: `reversals:${paymentIntentId}` });
  });
}

async function resolve(tx: Db, actor: Viewer, id: PurchaseId, { amount, reason }: ResolvePurchaseInput): Promise<void> {
  const purchase = (await lockPurchase(tx, id)) ?? refuse("not_found", "quarantineUnknown");
  if (purchase.state !== "quarantined") refuse("conflict", "purchaseNotQuarantined");
  if (nanoOf(minorOf(amount, purchase.currency), purchase.currency) !== amount) refuse("invalid", "amountNotMoney");
  const resolvedAt = clock.now();
  const resolution = { purchaseId: id, actorId: actor.userId, amountNano: amount, reason, resolvedAt };
  if (!(await insertResolution(tx, resolution))) refuse("conflict", "purchaseResolved");
  await postAdjustment(tx, purchase, amount, resolvedAt);
  await recordActivity(tx, {
    actorId: actor.userId,
    subjectId: purchase.ownerId,
    action: "credits.adjust",
    targetKind: "purchase",
    targetId: id,
    before: { state: "quarantined" },
    after: { state: "resolved", amount: decimalOf(amount), currency: purchase.currency, reason },
  });
}

/** The other side is an account of its own: what was collected is not what was given, so it is not Stripe's. No credit, no entry. */
async function postAdjustment(tx: Db, { id, accountId }: PurchaseRecord, amount: bigint, occurredAt: Date) {
  await postTransaction(tx, {
    idemKey: `adjustment:${id}`,
    kind: "adjustment",
    accountId,
    subject: id,
    occurredAt,
    entries: [
      [ledgerAccounts.adjustments, amount],
      [ledgerAccounts.credits(accountId), -amount],
    ],
  });
}
