import type { PriceBookId } from "~/core/id";
import { divideHalfEven, nano, sumNano, type Nano } from "~/core/money";

export const meters = ["cpu_hours", "memory_gb_hours", "gpu_hours"] as const;

export type Meter = (typeof meters)[number];

/** How much of a meter's native unit one hour of one core, GiB or GPU is. */
export const nativePerHour = {
  /** milli-core·ms */
  cpu_hours: 3_600_000_000n,
  /** MiB·ms */
  memory_gb_hours: 3_686_400_000n,
  /** GPU·ms */
  gpu_hours: 3_600_000n,
} as const satisfies Record<Meter, bigint>;

/** `nano` of the currency for `quantity` native units: an exact fraction. */
export type Price = { nano: bigint; quantity: bigint };

export type PriceBook = {
  id: PriceBookId;
  version: number;
  currency: string;
  validFrom: Date;
  prices: Readonly<Record<Meter, Price>>;
};

/** What somebody or something used, in native units. */
export type Usage = { cpuMicros: bigint; memoryMibMs: bigint; gpuMs: bigint };

/** A price said per hour of one core, GiB or GPU. */
export function pricePerHour(meter: Meter, amount: Nano): Price {
  return { nano: amount, quantity: nativePerHour[meter] };
}

/** What `quantity` native units cost. The one place where rating rounds: half to even, to a nano. */
export function rate(price: Price, quantity: bigint): Nano {
  return nano(divideHalfEven(quantity * price.nano, price.quantity));
}

/** Usage by meter, in native units. */
export function quantitiesOf(usage: Usage): Record<Meter, bigint> {
  return { cpu_hours: usage.cpuMicros, memory_gb_hours: usage.memoryMibMs, gpu_hours: usage.gpuMs };
}

/** What this usage costs under one price book, each meter rated once. */
export function costOf(book: PriceBook, usage: Usage): Nano {
  const quantities = quantitiesOf(usage);
  return sumNano(meters.map((meter) => rate(book.prices[meter], quantities[meter])));
}

/** What an hour at this size costs. */
export function hourlyPrice(book: PriceBook, size: { cpuMilli: number; memoryMib: number; gpus: number }): Nano {
  const hour = 3_600_000n;
  return costOf(book, {
    cpuMicros: BigInt(size.cpuMilli) * hour,
    memoryMibMs: BigInt(size.memoryMib) * hour,
    gpuMs: BigInt(size.gpus) * hour,
  });
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
export function explain(price: Price, quantities: readonly bigint[]): Nano[] {
  let before = 0n;
  return quantities.map((quantity) => {
    const after = before + quantity;
    const amount = nano(rate(price, after) - rate(price, before));
    before = after;
    return amount;
  });
}
