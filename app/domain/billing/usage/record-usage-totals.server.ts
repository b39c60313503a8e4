import type { PriceBookId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { rate, type Price, type PriceBook } from "~/domain/billing/prices/price-book";
import { allPriceBooks } from "~/domain/billing/prices/price-books.queries.server";
import { upsertUsageTotals, type UsageTotalKey } from "./usage-totals.queries.server";

export type UsageTotalInput = UsageTotalKey & {
  /** All that was used in the period, in the meter's native unit: a total, never an increment. */
  quantity: bigint;
};

const CHUNK = 1000;

/**
 * Writes what accounts used in a period and what that is worth; what is written again changes nothing, what is corrected replaces. The
 * ledger gets the difference when usage is settled. Returns how many totals changed. Throws for an unknown price book.
 */
export async function recordUsageTotals(db: Db, totals: readonly UsageTotalInput[]): Promise<number> {
  if (totals.length === 0) return 0;
  const books = new Map((await allPriceBooks(db)).map((book) => [book.id, book]));
  const rated = totals.map((total) => ({ ...total, rated: rate(priceOf(books, total), total.quantity) }));
  let changed = 0;
  for (let from = 0; from < rated.length; from += CHUNK)
    changed += await upsertUsageTotals(db, rated.slice(from, from + CHUNK));
  return changed;
}

function priceOf(books: ReadonlyMap<PriceBookId, PriceBook>, { priceBookId, meter }: UsageTotalKey): Price | undefined {
  const book = books.get(priceBookId);
  if (!book) throw new Error(`no price book ${priceBookId}`);
  return book.prices[meter];
}
