import { clock } from "~/core/clock";
import { newId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import { ledgerAccounts } from "~/domain/billing/ledger/ledger-accounts";
import { postTransaction } from "~/domain/billing/ledger/post-transaction.server";
import { money } from "./billing-fixtures";
import type { MeteredMember } from "./metering-fixtures";

/** Posts credit as a settled purchase does; `meanwhile` happens before it commits. */
export async function giveCredit(
  member: MeteredMember,
  amount: string,
  meanwhile?: () => Promise<void>,
): Promise<void> {
  await transaction(async (tx) => {
    await postTransaction(tx, {
      idemKey: `purchase:${newId("run")}`,
      kind: "purchase",
      accountId: member.accountId,
      occurredAt: clock.now(),
      entries: [
        [ledgerAccounts.clearing, money(amount)],
        [ledgerAccounts.credits(member.accountId), -money(amount)],
      ],
    });
    await meanwhile?.();
  });
}
