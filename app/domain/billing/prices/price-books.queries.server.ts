import { priceBooks, prices } from "@schema/billing";
import { asc, eq, max, sql as raw } from "drizzle-orm";
import type { PriceBookId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { Meter } from "./meter";
import type { Price, PriceBook } from "./price-book";

/** Every price book that there is, oldest first: a handful. */
export async function allPriceBooks(db: Db): Promise<PriceBook[]> {
  const rows = await db
    .select()
    .from(priceBooks)
    .innerJoin(prices, eq(prices.priceBookId, priceBooks.id))
    .orderBy(asc(priceBooks.version));
  const books = new Map<string, PriceBook & { prices: Partial<Record<Meter, Price>> }>();
  for (const { price_books: book, prices: price } of rows) {
    const known = books.get(book.id) ?? { ...book, id: book.id as PriceBookId, prices: {} };
    known.prices[price.meter] = { nano: price.nano, quantity: price.quantity };
    books.set(book.id, known);
  }
  return [...books.values()];
}

/** Keeps others from publishing until the transaction ends. */
export async function lockPublishing(db: Db): Promise<void> {
  await db.execute(raw`select pg_advisory_xact_lock(hashtext('atrium:price-books'))`);
}

/** The newest version's number, or 0 when there is no price book. */
export async function newestVersion(db: Db): Promise<number> {
  const [row] = await db.select({ version: max(priceBooks.version) }).from(priceBooks);
  return row?.version ?? 0;
}

export async function insertPriceBook(db: Db, book: PriceBook): Promise<void> {
  const { prices: byMeter, ...head } = book;
  await db.insert(priceBooks).values(head);
  const rows = Object.entries(byMeter).map(([meter, price]) => ({
    priceBookId: book.id,
    meter: meter as Meter,
    ...price,
  }));
  await db.insert(prices).values(rows);
}
