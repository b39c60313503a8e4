import { definitionOf, meters, type Meter, type MeteredSize } from "~/domain/billing/prices/meter";

/** How much of each meter, in native units. A meter of which there is nothing is absent. */
export type Quantities = Readonly<Partial<Record<Meter, bigint>>>;

/** The quantities that `amount` says of each meter. */
export function quantitiesOf(amount: (meter: Meter) => bigint): Quantities {
  const some: Partial<Record<Meter, bigint>> = {};
  for (const meter of meters()) {
    const quantity = amount(meter);
    if (quantity !== 0n) some[meter] = quantity;
  }
  return some;
}

/** What a workload of this size holds. Held for a millisecond it is a quantity. */
export function heldBy(size: MeteredSize): Quantities {
  return quantitiesOf((meter) => {
    const definition = definitionOf(meter);
    return definition.measured === "held" ? BigInt(definition.ofSize?.(size) ?? 0) : 0n;
  });
}

/** What was used of what was `held` for so many milliseconds. */
export function heldFor(held: Quantities, milliseconds: bigint): Quantities {
  return quantitiesOf((meter) => (held[meter] ?? 0n) * milliseconds);
}

/** Of each meter the greater quantity of the two. */
export function greatestOf(a: Quantities, b: Quantities): Quantities {
  return quantitiesOf((meter) => {
    const [one, other] = [a[meter] ?? 0n, b[meter] ?? 0n];
    return one > other ? one : other;
  });
}

export function isNothing(quantities: Quantities): boolean {
  return Object.keys(quantities).length === 0;
}

/** As the database keeps them: each at its meter's position, and no zeros at the end, so that equal quantities are equal there. */
export function toStored(quantities: Quantities): string[] {
  const stored: string[] = [];
  for (const meter of meters()) {
    const { position } = definitionOf(meter);
    const quantity = quantities[meter] ?? 0n;
    if (quantity === 0n) continue;
    while (stored.length < position) stored.push("0");
    stored[position - 1] = String(quantity);
  }
  return stored;
}

/** What the database keeps, by meter. What stands at no meter's position is another version's, and left out. */
export function fromStored(stored: readonly (bigint | string)[]): Quantities {
  return quantitiesOf((meter) => BigInt(stored[definitionOf(meter).position - 1] ?? 0));
}

/** Decimal places of a quantity on pages and in files. */
export const QUANTITY_PLACES = 4;

/** A native quantity as decimal text in the meter's unit, half up at so many places. */
export function unitsText(meter: Meter, quantity: bigint, places: number): string {
  const one = 10n ** BigInt(places);
  const { nativePerUnit } = definitionOf(meter);
  const scaled = (quantity * one + nativePerUnit / 2n) / nativePerUnit;
  return `${scaled / one}.${(scaled % one).toString().padStart(places, "0")}`;
}
