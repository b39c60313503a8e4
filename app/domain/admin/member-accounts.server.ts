import type { Db } from "~/db/pool.server";
import { creditsOfUsers } from "~/domain/billing/ledger/accounts.queries.server";
import { serializeCredits, noCredits, type SerializedCredits } from "~/domain/billing/serialize-credits";
import { accountsSlice, type AccountRow, type AccountFilter } from "./member-accounts.queries.server";
import { memberTotal } from "./everybody.server";
import { countMembers } from "./members.queries.server";

export type MemberAccount = AccountRow & { credits: SerializedCredits };

/** A slice of the members, each with their place and their credit, and how many match in all: three questions, however many they are. */
export async function memberAccounts(
  db: Db,
  filter: AccountFilter,
): Promise<{ accounts: MemberAccount[]; total: number }> {
  const [rows, total] = await Promise.all([
    accountsSlice(db, filter),
    filter.query ? countMembers(db, filter.query) : memberTotal(),
  ]);
  const credits = await creditsOfUsers(
    db,
    rows.map(({ id }) => id),
  );
  const creditOf = (row: AccountRow) => {
    const sums = credits.get(row.id);
    return sums ? serializeCredits(sums) : noCredits;
  };
  return { accounts: rows.map((row) => ({ ...row, credits: creditOf(row) })), total };
}
