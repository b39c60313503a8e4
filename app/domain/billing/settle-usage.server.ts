import { clock } from "~/core/clock";
import type { AccountId } from "~/core/id";
import { sumNano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { ledgerAccounts } from "./ledger-accounts";
import { postTransactions, type LedgerTransaction } from "./post-transaction.server";
import {
  lastCreditEntries,
  lockUnpostedTotals,
  lockUnsettledAccounts,
  markPosted,
  type UnpostedTotal,
} from "./usage-totals.queries.server";

const CHUNK = 500;

/**
 * Brings the ledger up to what was used: one transaction per account with the difference of all its totals. Runs in chunks, each of which
 * is there or not; several replicas share the accounts between them, and what one of them leaves the next run posts.
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
    const byAccount = Map.groupBy(totals, (total) => total.accountId);
    const transactions = totals.length > 0 ? await post(tx, byAccount) : 0;
    return { accounts: byAccount.size, transactions, last: locked.at(-1) };
  });
}

async function post(tx: Db, byAccount: ReadonlyMap<AccountId, UnpostedTotal[]>): Promise<number> {
  const last = await lastCreditEntries(tx, [...byAccount.keys()]);
  const posting = [...byAccount].map(([accountId, totals]) => charge(accountId, totals, last.get(accountId) ?? "0"));
  const posted = await postTransactions(tx, posting);
  if (posted !== posting.filter(movesMoney).length)
    throw new Error("a charge follows an entry that another charge follows");
  await markPosted(tx, [...byAccount.values()].flat());
  return posted;
}

const movesMoney = ({ entries }: LedgerTransaction) => entries.some(([, amount]) => amount !== 0n);

/**
 * The key names what the charge follows: the account's last entry. A total can go up, down and up again by the same amount, so what is
 * moved does not name it; two that would post the same difference follow the same entry.
 */
function charge(accountId: AccountId, totals: readonly UnpostedTotal[], lastEntry: string): LedgerTransaction {
  const amount = sumNano(totals.map((total) => total.rated - total.posted));
  return {
    idemKey: `usage:${accountId}:after:${lastEntry}`,
    kind: "usage",
    accountId,
    subject: [...new Set(totals.map((total) => total.period.slice(0, 7)))].join(" "),
    occurredAt: clock.now(),
    entries: [
      [ledgerAccounts.credits(accountId), amount],
      [ledgerAccounts.usage, -amount],
    ],
  };
}
