import { billingAccounts, creditPurchases, purchaseResolutions } from "@schema/billing";
import { users } from "@schema/identity";
import { and, desc, eq, gt, isNotNull, isNull, lt, sql as raw } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { PurchaseId, UserId } from "~/core/id";
import { minor, nano, nanoOf, type Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";

/** How an admin resolved it. `amount` is the credit that was given for it. */
export type Resolution = { by: { id: UserId; name: string; email: string }; amount: Nano; reason: string; at: Date };

/** A purchase whose payment is not what was asked for, as an admin sees it. `amount` is what was asked. */
export type QuarantinedPurchase = {
  id: PurchaseId;
  owner: { id: UserId; name: string; email: string };
  amount: Nano;
  currency: string;
  sessionId: string | null;
  createdAt: Date;
  settledAt: Date | null;
  resolution?: Resolution;
};

/** Writes down how the purchase was resolved; false when it had been before. */
export async function insertResolution(db: Db, row: typeof purchaseResolutions.$inferInsert): Promise<boolean> {
  const target = purchaseResolutions.purchaseId;
  const made = await db
    .insert(purchaseResolutions)
    .values(row)
    .onConflictDoNothing({ target })
    .returning({ purchaseId: target });
  return made.length === 1;
}

export type QuarantineFilter = { isResolved: boolean; before?: PurchaseId; after?: PurchaseId; limit: number };

/** A page of quarantined purchases that wait for a person, or of those that were resolved, newest first. */
export async function quarantinedPage(db: Db, filter: QuarantineFilter): Promise<QuarantinedPurchase[]> {
  const { id } = creditPurchases;
  const edge = filter.after ? gt(id, filter.after) : filter.before ? lt(id, filter.before) : undefined;
  const which = filter.isResolved ? isNotNull(purchaseResolutions.purchaseId) : isUnresolved;
  const rows = await quarantined(db)
    .where(and(isQuarantined, which, edge))
    .orderBy(filter.after ? id : desc(id))
    .limit(filter.limit);
  return (filter.after ? rows.reverse() : rows).map(purchaseOf);
}

/** One of them; undefined when there is no such purchase, or nothing is wrong with it. */
export async function findQuarantined(db: Db, id: PurchaseId): Promise<QuarantinedPurchase | undefined> {
  const [row] = await quarantined(db).where(and(isQuarantined, eq(creditPurchases.id, id)));
  return row && purchaseOf(row);
}

/** How many wait for a person. */
export async function countUnresolved(db: Db): Promise<number> {
  const isOpen = raw`not exists (select from ${purchaseResolutions} where ${purchaseResolutions.purchaseId} = ${creditPurchases.id})`;
  return db.$count(creditPurchases, and(isQuarantined, isOpen));
}

const isQuarantined = eq(creditPurchases.state, "quarantined");
const isUnresolved = isNull(purchaseResolutions.purchaseId);
const admins = alias(users, "admins");

function quarantined(db: Db) {
  const { id, amountMinor, currency, sessionId, createdAt, settledAt } = creditPurchases;
  const { amountNano, reason, resolvedAt } = purchaseResolutions;
  return db
    .select({
      purchase: { id, amountMinor, currency, sessionId, createdAt, settledAt },
      owner: { id: users.id, name: users.name, email: users.email },
      resolution: { amountNano, reason, resolvedAt },
      by: { id: admins.id, name: admins.name, email: admins.email },
    })
    .from(creditPurchases)
    .innerJoin(billingAccounts, eq(billingAccounts.id, creditPurchases.accountId))
    .innerJoin(users, eq(users.id, billingAccounts.userId))
    .leftJoin(purchaseResolutions, eq(purchaseResolutions.purchaseId, id))
    .leftJoin(admins, eq(admins.id, purchaseResolutions.actorId))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof quarantined>>[number];

function purchaseOf({ purchase, owner, resolution, by }: Row): QuarantinedPurchase {
  const { amountMinor, ...rest } = purchase;
  const amount = nanoOf(minor(amountMinor), purchase.currency);
  return {
    ...rest,
    id: rest.id as PurchaseId,
    owner: { ...owner, id: owner.id as UserId },
    amount,
    ...(resolution && by && { resolution: resolutionOf(resolution, by) }),
  };
}

function resolutionOf(
  { amountNano, reason, resolvedAt: at }: NonNullable<Row["resolution"]>,
  by: NonNullable<Row["by"]>,
): Resolution {
  return { by: { ...by, id: by.id as UserId }, amount: nano(amountNano), reason, at };
}
