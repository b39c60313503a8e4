import { billingAccounts, ledgerEntries, usageTotals } from "@schema/billing";
import { and, asc, exists, gt, inArray, ne, eq, sql as raw } from "drizzle-orm";
import type { AccountId, PriceBookId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { ledgerAccounts } from "~/domain/billing/ledger/ledger-accounts";
import type { Meter } from "~/domain/billing/prices/meter";

export type UsageTotalKey = {
  accountId: AccountId;
  /** First day of the month, `2026-11-01`. */
  period: string;
  meter: Meter;
  priceBookId: PriceBookId;
};

/** Writes what was used in all, and its worth, over what was written before; returns how many totals changed. */
export async function upsertUsageTotals(
  db: Db,
  rows: readonly (UsageTotalKey & { quantity: bigint; rated: bigint })[],
) {
  const json = JSON.stringify(
    rows.map((row) => ({ ...row, quantity: row.quantity.toString(), rated: row.rated.toString() })),
  );
  const changed = await db.execute(raw`
    insert into usage_totals as t (account_id, period, meter, price_book_id, quantity, rated_nano)
    select "accountId", period, meter, "priceBookId", quantity, rated from json_to_recordset(${json}::json)
    as g("accountId" text, period date, meter text, "priceBookId" text, quantity bigint, rated bigint)
    order by 1, 2, 3, 4
    on conflict (account_id, period, meter, price_book_id) do update
    set quantity = excluded.quantity, rated_nano = excluded.rated_nano
    where (t.quantity, t.rated_nano) is distinct from (excluded.quantity, excluded.rated_nano)
    returning 1`);
  return changed.length;
}

/**
 * Locks the next accounts with usage that the ledger lacks, in the order of their ids. Accounts that another process settles are passed
 * over. (`no key update`: new usage and purchases of the account go on meanwhile.)
 */
export async function lockUnsettledAccounts(db: Db, after: string, limit: number): Promise<AccountId[]> {
  const isUnposted = and(
    eq(usageTotals.accountId, billingAccounts.id),
    ne(usageTotals.ratedNano, usageTotals.postedNano),
  );
  const rows = await db
    .select({ id: billingAccounts.id })
    .from(billingAccounts)
    .where(
      and(
        gt(billingAccounts.id, after),
        exists(
          db
            .select({ one: raw`1` })
            .from(usageTotals)
            .where(isUnposted),
        ),
      ),
    )
    .orderBy(asc(billingAccounts.id))
    .limit(limit)
    .for("no key update", { skipLocked: true });
  return rows.map((row) => row.id as AccountId);
}

export type UnpostedTotal = UsageTotalKey & { rated: bigint; posted: bigint };

/** Locks what these accounts used and the ledger lacks; a total that is being written just now is left for the next time. */
export async function lockUnpostedTotals(db: Db, accountIds: readonly AccountId[]): Promise<UnpostedTotal[]> {
  const { accountId, period, meter, priceBookId, ratedNano: rated, postedNano: posted } = usageTotals;
  const rows = await db
    .select({ accountId, period, meter, priceBookId, rated, posted })
    .from(usageTotals)
    .where(and(inArray(accountId, [...accountIds]), ne(rated, posted)))
    .orderBy(asc(accountId), asc(period), asc(meter), asc(priceBookId))
    .for("update", { skipLocked: true });
  return rows as UnpostedTotal[];
}

/** Notes that the ledger has these totals, which the caller holds locked. */
export async function markPosted(db: Db, totals: readonly UnpostedTotal[]): Promise<void> {
  const json = JSON.stringify(totals.map((total) => ({ ...total, rated: total.rated.toString(), posted: undefined })));
  await db.execute(raw`
    update usage_totals t set posted_nano = g.rated
    from json_to_recordset(${json}::json)
    as g("accountId" text, period date, meter text, "priceBookId" text, rated bigint)
    where t.account_id = g."accountId" and t.period = g.period and t.meter = g.meter and t.price_book_id = g."priceBookId"`);
}

/** The id of the last entry on the credits of each of these accounts; 0 where there is none. */
export async function lastCreditEntries(db: Db, accountIds: readonly AccountId[]): Promise<Map<AccountId, string>> {
  const json = JSON.stringify(accountIds.map((id) => ({ id, credits: ledgerAccounts.credits(id) })));
  const rows = await db.execute<{ id: AccountId; last: string }>(raw`
    select g.id, coalesce((select max(e.id) from ${ledgerEntries} e where e.ledger_account = g.credits), 0) as last
    from json_to_recordset(${json}::json) as g(id text, credits text)`);
  return new Map(rows.map((row) => [row.id, row.last]));
}
