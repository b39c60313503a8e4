import { refuse } from "~/core/app-error";
import type { AccountId, UserId } from "~/core/id";
import { decimalOf, nano, type Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { findCredit } from "./accounts.queries.server";

export type Credit = {
  accountId: AccountId;
  currency: string;
  /** What the ledger says. */
  balance: Nano;
  /** Used since, and not yet in the ledger. */
  unposted: Nano;
  /** What can be spent: balance less unposted. Below zero after an overrun, a refund or a dispute. */
  available: Nano;
};

/** The member's credit as of now. Refuses `not_found` for who has no account. */
export async function creditOf(db: Db, userId: UserId): Promise<Credit> {
  const credit = (await findCredit(db, userId)) ?? refuse("not_found", "noBillingAccount");
  return { ...credit, available: nano(credit.balance - credit.unposted) };
}

/** Refuses `unpaid` unless the member can spend `needed` now, which anybody can who needs nothing; returns the credit they have. */
export async function requireCredit(db: Db, userId: UserId, needed: Nano): Promise<Credit> {
  const credit = await creditOf(db, userId);
  if (credit.available >= needed || needed === 0n) return credit;
  refuse("unpaid", "creditTooLow", {
    available: decimalOf(credit.available),
    needed: decimalOf(needed),
    currency: credit.currency,
  });
}

const LOW = nano(1_000_000_000n);

/** Less than one whole unit of the currency: time to say so. */
export function isCreditLow(available: Nano): boolean {
  return available < LOW;
}
