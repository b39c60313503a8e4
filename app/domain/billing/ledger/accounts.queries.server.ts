import { billingAccounts, creditPurchases, ledgerBalances, usageTotals } from "@schema/billing";
import { and, eq, inArray, isNull, sql as raw } from "drizzle-orm";
import type { AccountId, UserId } from "~/core/id";
import { nano, nanoOf, minor, type Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";

export type Account = { id: AccountId; userId: UserId; currency: string; stripeCustomerId: string | null };

export async function findAccount(db: Db, userId: UserId): Promise<Account | undefined> {
  const [row] = await db.select().from(billingAccounts).where(eq(billingAccounts.userId, userId));
  return row as Account | undefined;
}

/** Makes the account unless another process just did; true when this one made it. */
export async function insertAccount(db: Db, row: typeof billingAccounts.$inferInsert): Promise<boolean> {
  const made = await db
    .insert(billingAccounts)
    .values(row)
    .onConflictDoNothing({ target: billingAccounts.userId })
    .returning({ id: billingAccounts.id });
  return made.length === 1;
}

/** Keeps the first customer that is known at Stripe, or puts a new one in the place of `insteadOf`, which Stripe no longer has. */
export async function rememberCustomer(
  db: Db,
  id: AccountId,
  stripeCustomerId: string,
  insteadOf?: string,
): Promise<void> {
  const { stripeCustomerId: known } = billingAccounts;
  await db
    .update(billingAccounts)
    .set({ stripeCustomerId })
    .where(and(eq(billingAccounts.id, id), insteadOf ? eq(known, insteadOf) : isNull(known)));
}

/**
 * Lets nobody else move the member's credit in the ledger until the transaction ends. Usage may be rated meanwhile. Nothing when the
 * person has no account.
 */
export async function lockCreditOf(db: Db, userId: UserId): Promise<void> {
  const whose = eq(billingAccounts.userId, userId);
  await db.select({ id: billingAccounts.id }).from(billingAccounts).where(whose).for("no key update");
  await db
    .select({ ledgerAccount: ledgerBalances.ledgerAccount })
    .from(ledgerBalances)
    .innerJoin(billingAccounts, eq(ledgerBalances.ledgerAccount, creditsAccount))
    .where(whose)
    .for("update", { of: ledgerBalances });
}

/** The billing accounts of these people; who has none is absent. */
export async function accountsOfUsers(db: Db, userIds: readonly UserId[]): Promise<Map<UserId, AccountId>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .select({ id: billingAccounts.id, userId: billingAccounts.userId })
    .from(billingAccounts)
    .where(raw`${billingAccounts.userId} in (select json_array_elements_text(${JSON.stringify(userIds)}::json))`);
  return new Map(rows.map((row) => [row.userId as UserId, row.id as AccountId]));
}

export type CreditRow = { accountId: AccountId; currency: string; balance: Nano; unposted: Nano };

const creditByUser = prepared("credit_by_user", ["userId"], (db, { userId }) =>
  db
    .select({ accountId: raw<AccountId>`${billingAccounts.id}`, currency: billingAccounts.currency, balance, unposted })
    .from(billingAccounts)
    .leftJoin(ledgerBalances, eq(ledgerBalances.ledgerAccount, creditsAccount))
    .where(eq(billingAccounts.userId, userId)),
);

/** The account's balance in the ledger and what it used beyond that, or undefined when the person has no account. */
export async function findCredit(db: Db, userId: UserId): Promise<CreditRow | undefined> {
  const [row] = await creditByUser(db, { userId });
  return row;
}

const asNano = (sum: string) => nano(BigInt(sum));

/** The ledger account of a billing account's credit. */
export const creditsAccount = raw<string>`'cust:' || ${billingAccounts.id} || ':credits'`;

const balance = raw<Nano>`coalesce(-${ledgerBalances.amountNano}, 0)`.mapWith(asNano);

const ofAccount = raw`${usageTotals.accountId} = ${billingAccounts.id}`;

const unposted =
  raw<Nano>`(select coalesce(sum(${usageTotals.ratedNano} - ${usageTotals.postedNano}), 0) from ${usageTotals}
  where ${ofAccount} and ${usageTotals.ratedNano} <> ${usageTotals.postedNano})`.mapWith(asNano);

/** What the account can spend, in nano, for statements `from billing_accounts left join ledger_balances` on {@link creditsAccount}. */
export const availableNano = raw`(${balance} - ${unposted})`;

const used =
  raw<Nano>`(select coalesce(sum(${usageTotals.ratedNano}), 0) from ${usageTotals} where ${ofAccount})`.mapWith(asNano);

const purchasedMinor = raw<bigint>`(select coalesce(sum(${creditPurchases.amountMinor}), 0) from ${creditPurchases}
  where ${creditPurchases.accountId} = ${billingAccounts.id} and ${creditPurchases.state} = 'paid')`.mapWith(BigInt);

export type CreditSums = {
  mode: "prepaid";
  currency: string;
  purchased: Nano;
  used: Nano;
  balance: Nano;
  available: Nano;
};

/**
 * What these people bought, used and have, by person. `available` = `purchased` − `used` + what was given, refunded or is held. For pages
 * of people, not for everyone at once.
 */
export async function creditsOfUsers(db: Db, userIds: readonly UserId[]): Promise<Map<UserId, CreditSums>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .select({
      userId: billingAccounts.userId,
      mode: billingAccounts.mode,
      currency: billingAccounts.currency,
      balance,
      unposted,
      used,
      purchasedMinor,
    })
    .from(billingAccounts)
    .leftJoin(ledgerBalances, eq(ledgerBalances.ledgerAccount, creditsAccount))
    .where(inArray(billingAccounts.userId, [...userIds]));
  return new Map(
    rows.map((row) => {
      const purchased = nanoOf(minor(row.purchasedMinor), row.currency);
      const available = nano(row.balance - row.unposted);
      return [
        row.userId as UserId,
        { mode: row.mode, currency: row.currency, purchased, used: row.used, balance: row.balance, available },
      ];
    }),
  );
}
