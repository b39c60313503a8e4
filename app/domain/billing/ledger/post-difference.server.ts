import { clock } from "~/core/clock";
import type { AccountId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { LedgerKind } from "./ledger-accounts";
import { postedForSubject } from "./ledger.queries.server";
import { postTransaction } from "./post-transaction.server";

export type Target = {
  /** The outside object whose effect this is: `re_…`, `dp_…`. */
  subject: string;
  kind: LedgerKind;
  accountId: AccountId;
  /** What it should have moved in all, by ledger account; what is not named should not have moved. */
  amounts: ReadonlyMap<string, bigint>;
};

/**
 * Posts the difference between what a subject should have moved by now and what it has: facts may come twice, late and out of order, the
 * sum is that of the last known state. The caller holds the lock of what the subject belongs to. True when something was posted.
 */
export async function postDifference(db: Db, { subject, kind, accountId, amounts }: Target): Promise<boolean> {
  const posted = await postedForSubject(db, accountId, subject);
  const accounts = new Set([...posted.amounts.keys(), ...amounts.keys()]);
  return postTransaction(db, {
    idemKey: `${subject}#${posted.transactions + 1}`,
    kind,
    accountId,
    subject,
    occurredAt: clock.now(),
    entries: [...accounts].map((one) => [one, (amounts.get(one) ?? 0n) - (posted.amounts.get(one) ?? 0n)]),
  });
}
