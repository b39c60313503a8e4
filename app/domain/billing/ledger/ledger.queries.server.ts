import { ledgerEntries, ledgerTransactions } from "@schema/billing";
import { count, eq, inArray, sql as raw } from "drizzle-orm";
import { nano, type Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import type { LedgerKind } from "./ledger-accounts";

export type LedgerRow = {
  id: string;
  idem_key: string;
  kind: LedgerKind;
  account_id: string;
  subject: string | null;
  occurred_at: string;
  entries: { ledger_account: string; amount_nano: string }[];
};

/**
 * Writes transactions with their entries in one statement, so that all of it is there or none, and returns the ids of those whose
 * `idem_key` was new. The balances of all their ledger accounts move in one order: no two writers wait for each other in a ring.
 */
export async function insertLedgerTransactions(db: Db, rows: readonly LedgerRow[]): Promise<string[]> {
  const posted = await db.execute<{ id: string }>(raw`
    with given as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
      as g(id text, idem_key text, kind text, account_id text, subject text, occurred_at timestamptz, entries json)
    ), posted as (
      insert into ledger_transactions (id, idem_key, kind, account_id, subject, occurred_at)
      select id, idem_key, kind, account_id, subject, occurred_at from given order by idem_key
      on conflict (idem_key) do nothing returning id
    ), added as (
      insert into ledger_entries (transaction_id, ledger_account, amount_nano)
      select posted.id, entry.ledger_account, entry.amount_nano from posted join given using (id),
      json_to_recordset(given.entries) as entry(ledger_account text, amount_nano bigint)
    )
    select id from posted`);
  return posted.map((row) => row.id);
}

/** Which of these `idem_key`s have been posted. */
export async function postedKeys(db: Db, idemKeys: readonly string[]): Promise<Set<string>> {
  if (idemKeys.length === 0) return new Set();
  const { idemKey } = ledgerTransactions;
  const rows = await db
    .select({ idemKey })
    .from(ledgerTransactions)
    .where(inArray(idemKey, [...idemKeys]));
  return new Set(rows.map((row) => row.idemKey));
}

/** What a subject (`re_…`, `dp_…`) has moved so far, by ledger account, and in how many transactions. */
export async function postedForSubject(db: Db, accountId: string, subject: string) {
  const ofSubject = raw`${ledgerTransactions.accountId} = ${accountId} and ${ledgerTransactions.subject} = ${subject}`;
  const [counted] = await db.select({ transactions: count() }).from(ledgerTransactions).where(ofSubject);
  const sums = await db
    .select({
      account: ledgerEntries.ledgerAccount,
      amount: raw<Nano>`sum(${ledgerEntries.amountNano})`.mapWith(asNano),
    })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
    .where(ofSubject)
    .groupBy(ledgerEntries.ledgerAccount);
  return { transactions: counted?.transactions ?? 0, amounts: new Map(sums.map((sum) => [sum.account, sum.amount])) };
}

const asNano = (sum: string) => nano(BigInt(sum));
