import { billingAccounts, creditPurchases, purchaseResolutions } from "@schema/billing";
import { and, desc, eq, sql as raw } from "drizzle-orm";
import type { AccountId, PurchaseId, UserId } from "~/core/id";
import { minor, nanoOf, type Minor } from "~/core/money";
import type { Db } from "~/db/pool.server";
import type { Purchase, PurchaseState } from "./credit-purchase";

/** A purchase with what only the portal's inside needs to know of it. */
export type PurchaseRecord = {
  id: PurchaseId;
  accountId: AccountId;
  ownerId: UserId;
  amountMinor: Minor;
  currency: string;
  state: PurchaseState;
  sessionId: string | null;
  /** The payment that settled it; null until then, and of purchases settled before it was kept. */
  paymentIntentId: string | null;
  checkoutUrl: string | null;
  createdAt: Date;
  /** When an admin decided about it, having been quarantined. */
  resolvedAt: Date | null;
  /** The number of the reading of its refunds and disputes that was acted on last. */
  reversalsRead: bigint;
};

/** Writes the purchase unless the account has one of that key; true when it is new. */
export async function insertPurchase(db: Db, row: typeof creditPurchases.$inferInsert): Promise<boolean> {
  const target = [creditPurchases.accountId, creditPurchases.clientKey];
  const made = await db
    .insert(creditPurchases)
    .values(row)
    .onConflictDoNothing({ target })
    .returning({ id: creditPurchases.id });
  return made.length === 1;
}

export async function findPurchaseByKey(
  db: Db,
  accountId: AccountId,
  clientKey: string,
): Promise<PurchaseRecord | undefined> {
  return one(
    await records(db).where(and(eq(creditPurchases.accountId, accountId), eq(creditPurchases.clientKey, clientKey))),
  );
}

/** For the portal's own work, which acts for nobody in particular. */
export async function findPurchase(db: Db, id: PurchaseId): Promise<PurchaseRecord | undefined> {
  return one(await records(db).where(eq(creditPurchases.id, id)));
}

/** The same, by its checkout session. */
export async function findPurchaseBySession(db: Db, sessionId: string): Promise<PurchaseRecord | undefined> {
  return one(await records(db).where(eq(creditPurchases.sessionId, sessionId)));
}

/** Someone else's purchase is not found. */
export async function findOwnPurchaseBySession(
  db: Db,
  ownerId: UserId,
  sessionId: string,
): Promise<PurchaseRecord | undefined> {
  return one(
    await records(db).where(and(eq(billingAccounts.userId, ownerId), eq(creditPurchases.sessionId, sessionId))),
  );
}

/** The purchase, locked until the transaction ends. */
export async function lockPurchase(db: Db, id: PurchaseId): Promise<PurchaseRecord | undefined> {
  return one(await records(db).where(eq(creditPurchases.id, id)).for("update", { of: creditPurchases }));
}

/** Notes the page that waits for payment; false when the purchase had one, or was over. */
export async function openPurchase(db: Db, id: PurchaseId, sessionId: string, checkoutUrl: string): Promise<boolean> {
  const opened = await db
    .update(creditPurchases)
    .set({ state: "open", sessionId, checkoutUrl })
    .where(and(eq(creditPurchases.id, id), eq(creditPurchases.state, "created")))
    .returning({ id: creditPurchases.id });
  return opened.length === 1;
}

export type Settlement = { state: PurchaseState; sessionId: string; paymentIntentId?: string; settledAt: Date };

/** Settles a purchase that the caller holds locked. */
export async function setPurchaseState(db: Db, id: PurchaseId, settlement: Settlement): Promise<void> {
  await db.update(creditPurchases).set(settlement).where(eq(creditPurchases.id, id));
}

/** Notes the payment that a purchase, which the caller holds locked, was settled by. */
export async function notePayment(db: Db, id: PurchaseId, paymentIntentId: string): Promise<void> {
  await db.update(creditPurchases).set({ paymentIntentId }).where(eq(creditPurchases.id, id));
}

/** Draws the number of a reading of Stripe. Of two readings, the one with the higher number was begun later. */
export async function drawReadNumber(db: Db): Promise<bigint> {
  const [row] = await db.execute<{ number: string }>(raw`select nextval('stripe_reads')::text as number`);
  return BigInt(row?.number ?? 0);
}

/** Notes that the refunds and disputes of a purchase, which the caller holds locked, are where this reading saw them. */
export async function noteReversalsRead(db: Db, id: PurchaseId, reversalsRead: bigint): Promise<void> {
  await db.update(creditPurchases).set({ reversalsRead }).where(eq(creditPurchases.id, id));
}

/** The member's purchases, newest first. */
export async function purchasesOf(db: Db, ownerId: UserId, limit = 20): Promise<Purchase[]> {
  const rows = await records(db)
    .where(eq(billingAccounts.userId, ownerId))
    .orderBy(desc(creditPurchases.createdAt), desc(creditPurchases.id))
    .limit(limit);
  return rows.map((row) => purchaseOf(row as PurchaseRecord));
}

/** A purchase as its buyer sees it; the page to pay it while it waits. */
export function purchaseOf(row: PurchaseRecord): Purchase {
  const { id, amountMinor, currency, state, createdAt, checkoutUrl, resolvedAt } = row;
  const canBePaid = state === "open" && checkoutUrl;
  return {
    id,
    amount: nanoOf(amountMinor, currency),
    currency,
    state,
    createdAt,
    ...(canBePaid && { checkoutUrl }),
    ...(resolvedAt && { isResolved: true }),
  };
}

function records(db: Db) {
  const { id, accountId, amountMinor, currency, state, sessionId, paymentIntentId } = creditPurchases;
  const { checkoutUrl, createdAt, reversalsRead } = creditPurchases;
  return db
    .select({
      id,
      accountId,
      ownerId: billingAccounts.userId,
      amountMinor,
      currency,
      state,
      sessionId,
      paymentIntentId,
      checkoutUrl,
      createdAt,
      reversalsRead,
      resolvedAt: purchaseResolutions.resolvedAt,
    })
    .from(creditPurchases)
    .innerJoin(billingAccounts, eq(billingAccounts.id, accountId))
    .leftJoin(purchaseResolutions, eq(purchaseResolutions.purchaseId, id))
    .$dynamic();
}

function one(rows: { amountMinor: bigint }[]): PurchaseRecord | undefined {
  const [row] = rows;
  return row && ({ ...row, amountMinor: minor(row.amountMinor) } as PurchaseRecord);
}
