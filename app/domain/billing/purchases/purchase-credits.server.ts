import { refuse } from "~/core/app-error";
import { clock, later } from "~/core/clock";
import { env } from "~/core/env.server";
import { newId, type AccountId, type PurchaseId } from "~/core/id";
import { log } from "~/core/log.server";
import { decimalOf, minorOf, nanoOf, type Minor, type Nano } from "~/core/money";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { stripeClient } from "~/integrations/stripe/client.server";
import type { Checkout } from "~/integrations/stripe/contract";
import { findAccount, rememberCustomer } from "~/domain/billing/ledger/accounts.queries.server";
import { CHECKOUT_CAN_BE_MADE_MS, CHECKOUT_MS } from "./credit-purchase";
import { openAccount } from "~/domain/billing/ledger/open-account.server";
import type { PurchaseCreditsInput } from "./purchase-credits-input";
import {
  findPurchase,
  findPurchaseByKey,
  insertPurchase,
  openPurchase,
  type PurchaseRecord,
} from "./purchases.queries.server";

/** The page on which a purchase is paid. */
export type BegunPurchase = { purchaseId: PurchaseId; sessionId: string; checkoutUrl: string };

/**
 * Begins a purchase of credits and returns the page on which it is paid. It is written down before Stripe is asked, and Stripe is asked
 * with keys that follow from it: sent twice, or again after a crash at any step, it is one purchase with one page. Refuses `invalid`
 * (the currency has no such coin), `conflict` (the key stands for another amount, or a purchase that is over), `unavailable`.
 */
export async function purchaseCredits(viewer: Viewer, input: PurchaseCreditsInput): Promise<BegunPurchase> {
  const accountId = await openAccount(viewer.userId);
  const purchase = await writeDown(viewer, accountId, input);
  const { id: purchaseId, state, sessionId, checkoutUrl } = purchase;
  if (state === "open" && sessionId && checkoutUrl) return { purchaseId, sessionId, checkoutUrl };
  if (state !== "created" || isTooOld(purchase)) refuse("conflict", "purchaseOver");
  return openCheckout(viewer, purchase);
}

async function writeDown(
  viewer: Viewer,
  accountId: AccountId,
  { amount, clientKey }: PurchaseCreditsInput,
): Promise<PurchaseRecord> {
  const { CURRENCY: currency } = env();
  const amountMinor = wholeCoins(amount, currency);
  const purchase = await transaction(async (tx) => {
    const id = newId("purchase");
    const isNew = await insertPurchase(tx, {
      id,
      accountId,
      amountMinor,
      currency,
      state: "created",
      clientKey,
      createdAt: clock.now(),
    });
    if (isNew)
      await recordActivity(tx, {
        actorId: viewer.userId,
        subjectId: viewer.userId,
        action: "credits.purchase",
        targetKind: "purchase",
        targetId: id,
        after: { amount: decimalOf(amount), currency },
      });
    return findPurchaseByKey(tx, accountId, clientKey);
  });
  if (!purchase) throw new Error(`no purchase of key ${clientKey} after it was written`);
  if (purchase.amountMinor !== amountMinor || purchase.currency !== currency) refuse("conflict", "purchaseKeyReused");
  return purchase;
}

function wholeCoins(amount: Nano, currency: string): Minor {
  const coins = minorOf(amount, currency);
  return nanoOf(coins, currency) === amount ? coins : refuse("invalid", "amountNotMoney");
}

function isTooOld(purchase: PurchaseRecord): boolean {
  return clock.now().getTime() - purchase.createdAt.getTime() > CHECKOUT_CAN_BE_MADE_MS;
}

/** Of two that make a page at once the first to note it wins, and both lead to that one. */
async function openCheckout(viewer: Viewer, purchase: PurchaseRecord): Promise<BegunPurchase> {
  const customerId = await customerOf(viewer, purchase.accountId);
  const made =
    (await createCheckout(purchase, customerId)) ??
    (await createCheckout(purchase, await customerInsteadOf(customerId, viewer, purchase.accountId)));
  if (!made) throw new Error(`Stripe does not have the customer that it has just made for ${purchase.accountId}`);
  if (!made.url) refuse("conflict", "purchaseOver");
  await openPurchase(db, purchase.id, made.id, made.url);
  const noted = await findPurchase(db, purchase.id);
  if (!noted?.sessionId || !noted.checkoutUrl) refuse("conflict", "purchaseOver");
  return { purchaseId: purchase.id, sessionId: noted.sessionId, checkoutUrl: noted.checkoutUrl };
}

async function customerOf(viewer: Viewer, accountId: AccountId): Promise<string> {
  const account = await findAccount(db, viewer.userId);
  return account?.stripeCustomerId ?? createCustomer(viewer, accountId);
}

/** Stripe no longer has the customer, or has it in its other mode: a new one takes its place, one however many find that out at once. */
async function customerInsteadOf(lost: string, viewer: Viewer, accountId: AccountId): Promise<string> {
  log.warn({ accountId, customerId: lost }, "Stripe does not have the customer of an account");
  const account = await findAccount(db, viewer.userId);
  if (account?.stripeCustomerId && account.stripeCustomerId !== lost) return account.stripeCustomerId;
  return createCustomer(viewer, accountId, lost);
}

async function createCustomer({ email, name }: Viewer, accountId: AccountId, insteadOf?: string): Promise<string> {
  const made = await stripeClient().createCustomer({ accountId, email, name, ...(insteadOf && { insteadOf }) });
  await rememberCustomer(db, accountId, made, insteadOf);
  return made;
}

/** Everything that is sent follows from the row: with the same key Stripe takes only the same request. */
function createCheckout(purchase: PurchaseRecord, customerId: string): Promise<Checkout | undefined> {
  const { APP_URL } = env();
  return stripeClient().createCheckout({
    purchaseId: purchase.id,
    customerId,
    amountMinor: purchase.amountMinor,
    currency: purchase.currency,
    name: "Atrium credits",
    successUrl: `${APP_URL}${paths.purchaseReturn}?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${APP_URL}${paths.billing}`,
    expiresAt: later(purchase.createdAt, CHECKOUT_MS),
  });
}
