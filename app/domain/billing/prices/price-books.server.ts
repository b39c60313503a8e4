import { db } from "~/db/pool.server";
import type { PriceBook } from "./price-book";
import { allPriceBooks } from "./price-books.queries.server";

const FRESH_MS = 5000;

let read: { books: Promise<PriceBook[]>; at: number } | undefined;

/** Every price book, oldest first; at most five seconds old, which is far less than the time between publishing and being in force. */
export function priceBooks(): Promise<PriceBook[]> {
  if (read && performance.now() - read.at < FRESH_MS) return read.books;
  const books = allPriceBooks(db);
  read = { books, at: performance.now() };
  books.catch(invalidatePriceBooks);
  return books;
}

/** Has the next reader ask the database again. */
export function invalidatePriceBooks(): void {
  read = undefined;
}
