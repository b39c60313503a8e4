import type { PriceBookId } from "~/core/id";
import { divideHalfEven, nano, sumNano, ZERO, type Nano } from "~/core/money";
import { definitionOf, meters, type Meter, type MeteredSize } from "./meter";
import { heldBy, heldFor, type Quantities } from "~/domain/billing/prices/quantities";

/** `nano` of the currency for `quantity` native units: an exact fraction. */
export type Price = { nano: bigint; quantity: bigint };

export type PriceBook = {
  id: PriceBookId;
  version: number;
  currency: string;
  validFrom: Date;
  /** A meter that came later than the book has no price in it: it is measured, and costs nothing. */
  prices: Readonly<Partial<Record<Meter, Price>>>;
};

/** A price said per unit: an hour of one core, GiB or GPU, one of what is counted. */
export function pricePerUnit(meter: Meter, amount: Nano): Price {
  return { nano: amount, quantity: definitionOf(meter).nativePerUnit };
}

/** What `quantity` native units cost, nothing without a price. The one place where rating rounds: half to even, to a nano. */
export function rate(price: Price | undefined, quantity: bigint): Nano {
  return price ? nano(divideHalfEven(quantity * price.nano, price.quantity)) : ZERO;
}

/** What this usage costs under one price book, each meter rated once. */
export function costOf(book: PriceBook, used: Quantities): Nano {
  return sumNano(meters().map((meter) => rate(book.prices[meter], used[meter] ?? 0n)));
}

const HOUR_MS = 3_600_000n;

/** What an hour at this size costs. */
export function hourlyPrice(book: PriceBook, size: MeteredSize): Nano {
  return costOf(book, heldFor(heldBy(size), HOUR_MS));
}

/** The price book that holds at an instant: the one that began last. Throws RangeError when none had begun. */
export function inForce(books: readonly PriceBook[], at: Date): PriceBook {
  let holds: PriceBook | undefined;
  for (const book of books) if (book.validFrom <= at && (!holds || book.validFrom > holds.validFrom)) holds = book;
  if (!holds) throw new RangeError(`no price book was in force at ${at.toISOString()}`);
  return holds;
}

/**
 * The amounts of the lines that a total is made of: `quantities` of one meter under one price, in the order of time. A line is what the
 * total grew by, so the lines add up to `rate(price, sum of quantities)` to the nano, however small each of them is.
 */
export function explain(price: Price | undefined, quantities: readonly bigint[]): Nano[] {
  let before = 0n;
  return quantities.map((quantity) => {
    const after = before + quantity;
    const amount = nano(rate(price, after) - rate(price, before));
    before = after;
    return amount;
  });
}
