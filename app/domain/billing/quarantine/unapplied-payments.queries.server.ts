import { billingAccounts, creditPurchases, unappliedPayments as unapplied } from "@schema/billing";
import { users } from "@schema/identity";
import { asc, eq, lt } from "drizzle-orm";
import type { PurchaseId, UserId } from "~/core/id";
import { minor, nanoOf, type Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";

/** A payment that no purchase was settled by, as an admin sees it. `amount` is what was collected, `sentBack` what went back of it. */
export type UnappliedPayment = {
  paymentIntentId: string;
  purchaseId: PurchaseId;
  owner: { id: UserId; name: string; email: string };
  amount: Nano;
  sentBack: Nano;
  currency: string;
  noticedAt: Date;
};

type Row = typeof unapplied.$inferInsert;

/** Writes the payment down; false when it is known. */
export async function insertUnapplied(db: Db, row: Row): Promise<boolean> {
  const target = unapplied.paymentIntentId;
  const made = await db.insert(unapplied).values(row).onConflictDoNothing({ target }).returning({ id: target });
  return made.length === 1;
}

/** Writes down how much of the payment has gone back, unless a newer reading of Stripe has. */
export async function upsertUnapplied(db: Db, row: Row & { reversalsRead: bigint }): Promise<void> {
  const { amountMinor, sentBackMinor, reversalsRead } = row;
  await db
    .insert(unapplied)
    .values(row)
    .onConflictDoUpdate({
      target: unapplied.paymentIntentId,
      set: { amountMinor, sentBackMinor, reversalsRead },
      setWhere: lt(unapplied.reversalsRead, reversalsRead),
    });
}

const isWaiting = lt(unapplied.sentBackMinor, unapplied.amountMinor);

/** How many wait for a person. */
export async function countUnapplied(db: Db): Promise<number> {
  return db.$count(unapplied, isWaiting);
}

/** Those that have not gone back as a whole, the oldest first. */
export async function unappliedPayments(db: Db, limit: number): Promise<UnappliedPayment[]> {
  const { paymentIntentId, purchaseId, amountMinor, sentBackMinor, currency, noticedAt } = unapplied;
  const rows = await db
    .select({
      payment: { paymentIntentId, purchaseId, currency, noticedAt },
      amountMinor,
      sentBackMinor,
      owner: { id: users.id, name: users.name, email: users.email },
    })
    .from(unapplied)
    .innerJoin(creditPurchases, eq(creditPurchases.id, purchaseId))
    .innerJoin(billingAccounts, eq(billingAccounts.id, creditPurchases.accountId))
    .innerJoin(users, eq(users.id, billingAccounts.userId))
    .where(isWaiting)
    .orderBy(asc(noticedAt), asc(paymentIntentId))
    .limit(limit);
  return rows.map(({ payment, owner, ...minors }) => ({
    ...payment,
    purchaseId: payment.purchaseId as PurchaseId,
    owner: { ...owner, id: owner.id as UserId },
    amount: nanoOf(minor(minors.amountMinor), payment.currency),
    sentBack: nanoOf(minor(minors.sentBackMinor), payment.currency),
  }));
}
