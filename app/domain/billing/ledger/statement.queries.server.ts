import { ledgerEntries, ledgerTransactions, purchaseResolutions } from "@schema/billing";
import { and, desc, eq, lt, lte, sum } from "drizzle-orm";
import type { UserId } from "~/core/id";
import { nano, type Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { findAccount } from "./accounts.queries.server";
import { ledgerAccounts, type LedgerKind } from "./ledger-accounts";

export type StatementLine = {
  id: string;
  at: Date;
  kind: LedgerKind;
  /** What it was for: a purchase's id, the month of what was used, a refund or dispute at Stripe. */
  subject?: string;
  /** Why an admin made it: of an adjustment. */
  reason?: string;
  /** Positive is credit, negative is a charge. */
  amount: Nano;
  balanceAfter: Nano;
};

export type Statement = {
  lines: StatementLine[];
  /** `before` of the next, older page; absent on the last. */ older?: string;
};

/** What moved the member's credit, newest first, with the balance after each line. `before` is the `older` of the page before this one. */
export async function statementOf(
  db: Db,
  userId: UserId,
  { before, limit = 25 }: { before?: string; limit?: number } = {},
): Promise<Statement> {
  const account = await findAccount(db, userId);
  if (!account) return { lines: [] };
  const credits = ledgerAccounts.credits(account.id);
  const rows = await movements(db, credits, before, limit + 1);
  const shown = rows.slice(0, limit);
  let balance = shown[0] ? await balanceAt(db, credits, shown[0].id) : 0n;
  const lines = shown.map(({ id, at, kind, subject, reason, amount }) => {
    const line = {
      id: id.toString(),
      at,
      kind,
      ...(subject && { subject }),
      ...(reason && { reason }),
      amount: nano(-amount),
      balanceAfter: nano(balance),
    };
    balance += amount;
    return line;
  });
  const last = lines.at(-1);
  return { lines, ...(rows.length > limit && last && { older: last.id }) };
}

function movements(db: Db, ledgerAccount: string, before: string | undefined, limit: number) {
  const isOlder = before && /^\d{1,18}$/.test(before) ? lt(ledgerEntries.id, BigInt(before)) : undefined;
  const { kind, subject, occurredAt: at } = ledgerTransactions;
  const { reason } = purchaseResolutions;
  return db
    .select({ id: ledgerEntries.id, at, kind, subject, reason, amount: ledgerEntries.amountNano })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
    .leftJoin(purchaseResolutions, and(eq(kind, "adjustment"), eq(purchaseResolutions.purchaseId, subject)))
    .where(and(eq(ledgerEntries.ledgerAccount, ledgerAccount), isOlder))
    .orderBy(desc(ledgerEntries.id))
    .limit(limit);
}

/** The credit right after this entry. */
async function balanceAt(db: Db, ledgerAccount: string, entryId: bigint): Promise<bigint> {
  const upTo = and(eq(ledgerEntries.ledgerAccount, ledgerAccount), lte(ledgerEntries.id, entryId));
  const [row] = await db
    .select({ total: sum(ledgerEntries.amountNano) })
    .from(ledgerEntries)
    .where(upTo);
  return -BigInt(row?.total ?? 0);
}
