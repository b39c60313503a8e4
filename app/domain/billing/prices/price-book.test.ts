import fc from "fast-check";
import { expect, test } from "vitest";
import { instant } from "~/core/clock";
import { definitionOf } from "./meter";
import { heldBy, heldFor } from "~/domain/billing/prices/quantities";
import { decimalOf, nano, parseDecimal, sumNano } from "~/core/money";
import { costOf, explain, hourlyPrice, inForce, pricePerUnit, rate, type PriceBook } from "./price-book";

const perHour = (decimal: string) => parseDecimal(decimal) ?? nano(-1n);

function bookFrom(validFrom: string, version = 1): PriceBook {
  const prices = {
    cpu_hours: pricePerUnit("cpu_hours", perHour("0.04")),
    memory_gb_hours: pricePerUnit("memory_gb_hours", perHour("0.005")),
    gpu_hours: pricePerUnit("gpu_hours", perHour("1.2")),
  };
  return { id: `book_${version}`, version, currency: "EUR", validFrom: instant(validFrom), prices };
}

const book = bookFrom("2026-01-01T00:00:00Z");

test("an hour of one core, one GiB and one GPU costs what the book says", () => {
  for (const meter of ["cpu_hours", "memory_gb_hours", "gpu_hours"] as const)
    expect(rate(book.prices[meter], definitionOf(meter).nativePerUnit)).toBe(book.prices[meter]?.nano);
});

test("the button says the price of an hour of the whole size", () => {
  expect(decimalOf(hourlyPrice(book, { cpuMilli: 500, memoryMib: 2048, gpus: 0 }))).toBe("0.03");
  expect(decimalOf(hourlyPrice(book, { cpuMilli: 4000, memoryMib: 16_384, gpus: 1 }))).toBe("1.44");
});

test("a quarter of an hour costs a quarter, and nothing costs nothing", () => {
  const quarter = 900_000n;
  const held = heldBy({ cpuMilli: 2000, memoryMib: 4096, gpus: 0 });
  expect(decimalOf(costOf(book, heldFor(held, quarter)))).toBe("0.025");
  expect(costOf(book, {})).toBe(0n);
});

test("a meter that came after the book is measured, and costs nothing under it", () => {
  const old = { ...book, prices: { cpu_hours: book.prices.cpu_hours ?? expect.fail("no price") } };
  expect(decimalOf(hourlyPrice(old, { cpuMilli: 1000, memoryMib: 2048, gpus: 1 }))).toBe("0.04");
  expect(explain(undefined, [1n, 10n ** 12n])).toEqual([0n, 0n]);
});

test("a price too small for a nano per unit is still exact over many units", () => {
  const price = { nano: 1n, quantity: 3n };
  expect([1n, 2n, 3n, 4n].map((quantity) => rate(price, quantity))).toEqual([0n, 1n, 1n, 1n]);
  expect(rate({ nano: 1n, quantity: 2n }, 1n)).toBe(0n);
  expect(rate({ nano: 1n, quantity: 2n }, 3n)).toBe(2n);
});

test("a new price book begins at its instant and leaves what was before alone", () => {
  const books = [bookFrom("2026-06-01T00:00:00Z", 2), book, bookFrom("2026-09-01T00:00:00Z", 3)];
  const versionAt = (at: string) => inForce(books, instant(at)).version;
  expect(versionAt("2026-05-31T23:59:59.999Z")).toBe(1);
  expect(versionAt("2026-06-01T00:00:00Z")).toBe(2);
  expect(versionAt("2027-01-01T00:00:00Z")).toBe(3);
  expect(() => inForce(books, instant("2025-12-31T23:59:59Z"))).toThrow(RangeError);
});

test("the lines of a bill add up to the bill, exactly", () => {
  const price = fc.record({ nano: fc.bigInt(0n, 10n ** 12n), quantity: fc.bigInt(1n, 10n ** 10n) });
  const quantities = fc.array(fc.bigInt(0n, 10n ** 12n), { maxLength: 60 });
  fc.assert(
    fc.property(price, quantities, (unit, amounts) => {
      const lines = explain(unit, amounts);
      expect(sumNano(lines)).toBe(
        rate(
          unit,
          amounts.reduce((sum, one) => sum + one, 0n),
        ),
      );
      expect(lines.every((line) => line >= 0n)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a line is within a nano of what it would cost alone", () => {
  const quantities = fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(quantities, (amounts) => {
      const price = book.prices.memory_gb_hours;
      for (const [i, line] of explain(price, amounts).entries()) {
        const off = line - rate(price, amounts[i] ?? 0n);
        expect(off >= -1n && off <= 1n).toBe(true);
      }
    }),
  );
});
