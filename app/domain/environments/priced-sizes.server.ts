import { clock } from "~/core/clock";
import type { Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { hourlyPrice, inForce } from "~/domain/billing/prices/price-book";
import { priceBooks } from "~/domain/billing/prices/price-books.server";
import type { Size } from "~/domain/workloads/workload";
import { sizesOnOffer } from "~/domain/workloads/sizes.queries.server";

export type PricedSize = Size & { pricePerHour: Nano };

/** The sizes on offer with what an hour of each costs now: the price of its resources, by the same formula that bills them. */
export async function pricedSizes(db: Db): Promise<PricedSize[]> {
  const [sizes, books] = await Promise.all([sizesOnOffer(db), priceBooks()]);
  const book = inForce(books, clock.now());
  return sizes.map((size) => ({ ...size, pricePerHour: hourlyPrice(book, size) }));
}
