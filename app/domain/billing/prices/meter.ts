/** What is metered of a workload while it runs, as its size says. */
export type MeteredSize = { cpuMilli: number; memoryMib: number; gpus: number };

type Metered = {
  /** Where its quantity stands in what is stored of usage, from 1. It stays, and is no other meter's even when this one is gone. */
  position: number;
  /** Native units that make one unit of prices and pages. Native units are whole: nothing is rounded before money. */
  nativePerUnit: bigint;
  /** Its number in the answer of `GET /api/usage`, in units. Absent where that answer has none. */
  api?: { field: string; description: string; example: number };
};

/** Held over time: its native unit is what is held × milliseconds. `ofSize`: what a workload of a size holds; absent for what no size says. */
type Held = Metered & { measured: "held"; ofSize?: (size: MeteredSize) => number };

/** Counted one by one: its native unit is one. */
type Counted = Metered & { measured: "counted" };

export type MeterDefinition = Held | Counted;

/**
 * Every meter, in the order in which pages show them. A new one is an entry here, its price in `first-price-book` (and, where there are prices
 * already, in the next price book), its words in `core/i18n`, and the place that observes it.
 */
export const meterTable = {
  /** milli-core·ms */
  cpu_hours: {
    position: 1,
    measured: "held",
    nativePerUnit: 3_600_000_000n,
    ofSize: (size: MeteredSize) => size.cpuMilli,
    api: { field: "cpuHours", description: "Hours of one core.", example: 120.5 },
  },
  /** MiB·ms */
  memory_gb_hours: {
    position: 2,
    measured: "held",
    nativePerUnit: 3_686_400_000n,
    ofSize: (size: MeteredSize) => size.memoryMib,
    api: { field: "memoryGBHours", description: "Hours of one GiB of memory.", example: 241 },
  },
  /** GPU·ms */
  gpu_hours: {
    position: 3,
    measured: "held",
    nativePerUnit: 3_600_000n,
    ofSize: (size: MeteredSize) => size.gpus,
    api: { field: "gpuHours", description: "Hours of one GPU.", example: 0 },
  },
} as const satisfies Record<string, MeterDefinition>;

export type Meter = keyof typeof meterTable;

type OfApi = Extract<(typeof meterTable)[Meter], { api: object }>;

/** A field of `GET /api/usage` that is a meter's. */
export type MeterField = OfApi["api"]["field"];

/** The names of all meters, in their order. */
export function meters(): Meter[] {
  return Object.keys(meterTable) as Meter[];
}

export function definitionOf(meter: Meter): MeterDefinition {
  return meterTable[meter];
}

/** A value for each meter. */
export function byMeter<T>(value: (meter: Meter) => T): Record<Meter, T> {
  return Object.fromEntries(meters().map((meter) => [meter, value(meter)])) as Record<Meter, T>;
}

/** A value for each field of `GET /api/usage` that is a meter's, by name. */
export function byMeterField<T>(value: (meter: Meter, api: NonNullable<MeterDefinition["api"]>) => T) {
  const fields = meters().flatMap((meter) => {
    const { api } = definitionOf(meter);
    return api ? [[api.field, value(meter, api)] as const] : [];
  });
  return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1))) as Record<MeterField, T>;
}
