import type { Db } from "~/db/pool.server";
import { creditsOfUsers } from "~/domain/billing/accounts.queries.server";
import { creditsTold, noCredits, type CreditsTold } from "~/domain/billing/credits-told";
import { accountsSlice, type AccountRow, type AccountsWish } from "./member-accounts.queries.server";
import { memberTotal } from "./everybody.server";
import { countMembers } from "./members.queries.server";

export type MemberAccount = AccountRow & { credits: CreditsTold };

/** A slice of the members, each with their place and their credit, and how many match in all: three questions, however many they are. */
export async function memberAccounts(
  db: Db,
  wish: AccountsWish,
): Promise<{ accounts: MemberAccount[]; total: number }> {
  const [rows, total] = await Promise.all([
    accountsSlice(db, wish),
    wish.query ? countMembers(db, wish.query) : memberTotal(),
  ]);
  const credits = await creditsOfUsers(
    db,
    rows.map(({ id }) => id),
  );
  const creditOf = (row: AccountRow) => {
    const sums = credits.get(row.id);
    return sums ? creditsTold(sums) : noCredits;
  };
  return { accounts: rows.map((row) => ({ ...row, credits: creditOf(row) })), total };
}
