import { nano } from "~/core/money";
import { firstPriceBook } from "~/domain/billing/prices/first-price-book";
import { meterTable, type Meter, type MeterDefinition } from "~/domain/billing/prices/meter";
import { pricePerUnit } from "~/domain/billing/prices/price-book";

const next = Math.max(...Object.values(meterTable).map(({ position }) => position)) + 1;

const MIB_MS_AN_HOUR = 3_686_400_000n;

/** One that a workload holds by its size, one that no size says, and one that is counted; the product has none of them. */
const entries: Record<string, MeterDefinition> = {
  scratch_gb_hours: {
    position: next,
    measured: "held",
    nativePerUnit: MIB_MS_AN_HOUR,
    ofSize: ({ memoryMib }) => memoryMib * 10,
    api: { field: "scratchGBHours", description: "Hours of one GiB of scratch disk.", example: 1 },
  },
  shelf_gb_hours: { position: next + 2, measured: "held", nativePerUnit: MIB_MS_AN_HOUR },
  questions: {
    position: next + 1,
    measured: "counted",
    nativePerUnit: 1n,
    api: { field: "questions", description: "Questions asked.", example: 3 },
  },
};

// Whoever imports this before everything else has a product with these entries in its one table, and nothing else.
Object.assign(meterTable, entries);

const named = (name: string) => name as Meter;

export const [scratch, shelf, questions] = [named("scratch_gb_hours"), named("shelf_gb_hours"), named("questions")];

/** The first prices, and 0.001 a GiB-hour of scratch, 0.0001 of shelf, 0.002 a question. */
export const madeUpPrices = {
  ...firstPriceBook.prices,
  [scratch]: pricePerUnit(scratch, nano(1_000_000n)),
  [shelf]: pricePerUnit(shelf, nano(100_000n)),
  [questions]: pricePerUnit(questions, nano(2_000_000n)),
};
