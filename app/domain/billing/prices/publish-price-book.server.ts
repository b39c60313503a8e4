import { refuse } from "~/core/app-error";
import { clock, MINUTE } from "~/core/clock";
import { env } from "~/core/env.server";
import { newId, type UserId } from "~/core/id";
import { isDuplicate, transaction } from "~/db/transaction.server";
import type { Db } from "~/db/pool.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { meters, type Meter } from "./meter";
import type { Price, PriceBook } from "./price-book";
import { insertPriceBook, lockPublishing, newestVersion } from "./price-books.queries.server";
import { invalidatePriceBooks } from "./price-books.server";

export type PriceBookInput = {
  /** The start of a 15-minute window that has not begun; the first price book may begin in the past. */
  validFrom: Date;
  /** Of every meter that there is. */
  prices: Readonly<Record<Meter, Price>>;
  /** The admin who publishes it; absent when the portal itself does. */
  publishedBy?: UserId;
};

/**
 * Publishes the next version of the prices in the installation's currency. What was used before keeps the prices it had. Refuses
 * `invalid` (not at a window's start, in the past, a price below zero) and `conflict` (another book begins at that instant).
 */
export async function publishPriceBook(input: PriceBookInput): Promise<PriceBook> {
  if (input.validFrom.getTime() % (15 * MINUTE) !== 0) refuse("invalid", "priceBookOffWindow");
  for (const meter of meters())
    if (input.prices[meter].nano < 0n || input.prices[meter].quantity <= 0n) refuse("invalid", "priceBelowZero");
  const book = await transaction((tx) => publishWithin(tx, input)).catch((error: unknown) => {
    if (isDuplicate(error)) refuse("conflict", "priceBookTaken");
    throw error;
  });
  invalidatePriceBooks();
  return book;
}

/** The same inside the caller's transaction, which ends before anyone else can publish. Throws the database's error for a taken instant. */
export async function publishWithin(tx: Db, { validFrom, prices, publishedBy }: PriceBookInput): Promise<PriceBook> {
  await lockPublishing(tx);
  const newest = await newestVersion(tx);
  if (newest > 0 && validFrom < clock.now()) refuse("invalid", "priceBookInPast");
  const book: PriceBook = { id: newId("book"), version: newest + 1, currency: env().CURRENCY, validFrom, prices };
  await insertPriceBook(tx, book);
  await recordActivity(tx, {
    ...(publishedBy && { actorId: publishedBy }),
    action: "prices.publish",
    targetKind: "price_book",
    targetId: book.id,
    after: { version: book.version, validFrom: validFrom.toISOString() },
  });
  return book;
}
