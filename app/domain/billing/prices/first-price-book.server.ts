import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { firstPriceBook } from "./first-price-book";
import { lockPublishing, newestVersion } from "./price-books.queries.server";
import { invalidatePriceBooks } from "./price-books.server";
import { publishWithin } from "./publish-price-book.server";

/** Publishes the first prices if there are none yet; replicas that start at once publish them once. */
export async function ensureFirstPriceBook(): Promise<void> {
  if ((await newestVersion(db)) > 0) return;
  await transaction(async (tx) => {
    await lockPublishing(tx);
    if ((await newestVersion(tx)) === 0) await publishWithin(tx, firstPriceBook);
  });
  invalidatePriceBooks();
}
