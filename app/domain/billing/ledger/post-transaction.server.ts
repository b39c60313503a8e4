import { newId, type AccountId } from "~/core/id";
import { sumNano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import type { LedgerKind } from "./ledger-accounts";
import { insertLedgerTransactions, type LedgerRow } from "./ledger.queries.server";

export type LedgerTransaction = {
  /** The business fact it stands for: the same fact is posted once. */
  idemKey: string;
  kind: LedgerKind;
  accountId: AccountId;
  subject?: string;
  occurredAt: Date;
  /** Ledger account and nano; debit is positive. They sum to zero; amounts of zero are left out. */
  entries: readonly (readonly [ledgerAccount: string, amount: bigint])[];
};

/** Posts one transaction; false when its fact had been posted before, or moves nothing. Throws when its entries do not sum to zero. */
export async function postTransaction(db: Db, transaction: LedgerTransaction): Promise<boolean> {
  return (await postTransactions(db, [transaction])) === 1;
}

/** Posts several at once and returns how many were new. Balances move by the database's trigger. */
export async function postTransactions(db: Db, transactions: readonly LedgerTransaction[]): Promise<number> {
  const rows = transactions.map(asRow).filter((row) => row.entries.length > 0);
  return rows.length === 0 ? 0 : (await insertLedgerTransactions(db, rows)).length;
}

function asRow({ idemKey, kind, accountId, subject, occurredAt, entries }: LedgerTransaction): LedgerRow {
  if (sumNano(entries.map(([, amount]) => amount)) !== 0n) throw new Error(`entries of ${idemKey} do not sum to zero`);
  const moving = entries.filter(([, amount]) => amount !== 0n);
  return {
    id: newId("ltx"),
    idem_key: idemKey,
    kind,
    account_id: accountId,
    subject: subject ?? null,
    occurred_at: occurredAt.toISOString(),
    entries: moving.map(([account, amount]) => ({ ledger_account: account, amount_nano: amount.toString() })),
  };
}
