import fc from "fast-check";
import { expect, test } from "vitest";
import { byMeterField, definitionOf, meters, meterTable, type Meter } from "./meter";
import {
  fromStored,
  greatestOf,
  heldBy,
  heldFor,
  quantitiesOf,
  toStored,
  unitsText,
  type Quantities,
} from "~/domain/billing/prices/quantities";

const quantities: fc.Arbitrary<Quantities> = fc
  .array(fc.constantFrom(0n, 1n, 3_600_000n, 2n ** 62n), { minLength: meters().length, maxLength: meters().length })
  .map((drawn) => quantitiesOf((meter) => drawn[meters().indexOf(meter)] ?? 0n));

test("each meter has a position and, where the API tells it, a field of its own", () => {
  const definitions = meters().map(definitionOf);
  expect(new Set(definitions.map(({ position }) => position)).size).toBe(definitions.length);
  expect(Object.keys(byMeterField(() => 0))).toHaveLength(definitions.filter(({ api }) => api).length);
  for (const { position, nativePerUnit } of definitions) {
    expect(position).toBeGreaterThan(0);
    expect(nativePerUnit).toBeGreaterThan(0n);
  }
});

test("the positions that were ever given stay: what is stored depends on them", () => {
  expect(
    [meterTable.cpu_hours, meterTable.memory_gb_hours, meterTable.gpu_hours].map(({ position }) => position),
  ).toEqual([1, 2, 3]);
});

test("what is stored comes back the same, to the last unit, and equal quantities are stored alike", () => {
  fc.assert(
    fc.property(quantities, (one) => {
      const stored = toStored(one);
      expect(fromStored(stored)).toEqual(one);
      expect(stored.at(-1)).not.toBe("0");
      expect(toStored(fromStored(stored))).toEqual(stored);
    }),
  );
  expect(toStored({ gpu_hours: 5n })).toEqual(["0", "0", "5"]);
  expect(fromStored(["1", "2", "3", ...Array.from({ length: 60 }, () => "7")])).toMatchObject({ cpu_hours: 1n });
});

test("of two that are known by halves each meter's greater quantity counts", () => {
  expect(greatestOf({ cpu_hours: 1n, gpu_hours: 2n }, { cpu_hours: 3n })).toEqual({ cpu_hours: 3n, gpu_hours: 2n });
});

test("a size holds its cores, its memory and its GPUs, and in an hour an hour of each", () => {
  const hour = heldFor(heldBy({ cpuMilli: 1000, memoryMib: 1024, gpus: 1 }), 3_600_000n);
  for (const meter of ["cpu_hours", "memory_gb_hours", "gpu_hours"] as const)
    expect(unitsText(meter, hour[meter] ?? 0n, 4)).toBe("1.0000");
  expect(heldBy({ cpuMilli: 0, memoryMib: 0, gpus: 0 })).toEqual({});
});

test.each<[Meter, bigint, string]>([
  ["gpu_hours", 180n, "0.0001"],
  ["gpu_hours", 179n, "0.0000"],
  ["cpu_hours", 10n ** 18n, "277777777.7778"],
])("%s: %i native units are %s", (meter, quantity, text) => {
  expect(unitsText(meter, quantity, 4)).toBe(text);
});
