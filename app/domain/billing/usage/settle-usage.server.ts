import { clock } from "~/core/clock";
import type { AccountId } from "~/core/id";
import { sumNano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { ledgerAccounts } from "~/domain/billing/ledger/ledger-accounts";
import { postTransactions, type LedgerTransaction } from "~/domain/billing/ledger/post-transaction.server";
import {
  lastCreditEntries,
  lockUnpostedTotals,
  lockUnsettledAccounts,
  markPosted,
  type UnpostedTotal,
} from "./usage-totals.queries.server";

const CHUNK = 500;

/**
 * Brings the ledger up to what was used: one transaction per account and month with the difference of all its totals. Runs in chunks,
 * each of which is there or not; several replicas share the accounts between them, and what one leaves out the next run posts.
 */
export async function settleUsage(): Promise<{ accounts: number; transactions: number }> {
  const settled = { accounts: 0, transactions: 0 };
  for (let after: string | undefined = ""; after !== undefined;) {
    const chunk = await settleChunk(after);
    settled.accounts += chunk.accounts;
    settled.transactions += chunk.transactions;
    after = chunk.last;
  }
  return settled;
}

function settleChunk(after: string): Promise<{ accounts: number; transactions: number; last: string | undefined }> {
  return transaction(async (tx) => {
    const locked = await lockUnsettledAccounts(tx, after, CHUNK);
    const totals = locked.length > 0 ? await lockUnpostedTotals(tx, locked) : [];
    const accounts = [...new Set(totals.map((total) => total.accountId))];
    const transactions = accounts.length > 0 ? await post(tx, accounts, totals) : 0;
    return { accounts: accounts.length, transactions, last: locked.at(-1) };
  });
}

async function post(tx: Db, accounts: readonly AccountId[], totals: readonly UnpostedTotal[]): Promise<number> {
  const last = await lastCreditEntries(tx, accounts);
  const months = Map.groupBy(totals, ({ accountId, period }) => `${accountId}:${period}`).values();
  const charges = [...months].map((month) => charge(month, last)).filter((one) => one !== undefined);
  const posted = await postTransactions(tx, charges);
  if (posted !== charges.length) throw new Error("a charge follows an entry that another charge follows");
  await markPosted(tx, totals);
  return posted;
}

/**
 * What one account's month is worth beyond what the ledger has; undefined when changes cancel out. The key names what the charge follows:
 * the account's last entry. A total can go up, down and up again by the same amount, so what is moved does not name it; two that would
 * post the same difference follow the same entry.
 */
function charge(totals: readonly UnpostedTotal[], last: ReadonlyMap<AccountId, string>): LedgerTransaction | undefined {
  const amount = sumNano(totals.map((total) => total.rated - total.posted));
  const [first] = totals;
  if (!first || amount === 0n) return undefined;
  const { accountId, period } = first;
  return {
    idemKey: `usage:${accountId}:${period}:after:${last.get(accountId) ?? "0"}`,
    kind: "usage",
    accountId,
    subject: period.slice(0, 7),
    occurredAt: clock.now(),
    entries: [
      [ledgerAccounts.credits(accountId), amount],
      [ledgerAccounts.usage, -amount],
    ],
  };
}
