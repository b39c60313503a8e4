import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalOf, divideHalfEven, minor, minorDigits, minorOf, nano, nanoOf, parseDecimal, sumNano } from "./money";

const amount = fc.bigInt({ min: 1n - 10n ** 18n, max: 10n ** 18n - 1n });
const divisor = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).filter((value) => value !== 0n);
const size = (value: bigint) => (value < 0n ? -value : value);

describe("rounding half to even", () => {
  test.each([
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [5n, -2n, -2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 9n, 0n],
  ])("%d / %d is %d", (dividend, by, quotient) => {
    expect(divideHalfEven(dividend, by)).toBe(quotient);
  });

  test("is never further than half a step from the exact quotient, and even when exactly half", () => {
    fc.assert(
      fc.property(amount, divisor, (dividend, by) => {
        const quotient = divideHalfEven(dividend, by);
        const twiceOff = 2n * size(quotient * by - dividend);
        expect(twiceOff <= size(by)).toBe(true);
        if (twiceOff === size(by)) expect(quotient % 2n).toBe(0n);
      }),
    );
  });

  test("treats a charge and its correction alike", () => {
    fc.assert(
      fc.property(amount, divisor, (dividend, by) => divideHalfEven(-dividend, by) === -divideHalfEven(dividend, by)),
    );
  });

  test("refuses to divide by zero", () => {
    expect(() => divideHalfEven(1n, 0n)).toThrow(RangeError);
  });
});

describe("amounts", () => {
  test("coins of every kind of currency become nano and back without loss", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.constantFrom("EUR", "JPY", "KWD"),
        (coins, currency) => {
          expect(minorOf(nanoOf(minor(coins), currency), currency)).toBe(coins);
        },
      ),
    );
  });

  test("a currency has the decimals that ISO 4217 gives it", () => {
    expect(["EUR", "JPY", "KWD"].map(minorDigits)).toEqual([2, 0, 3]);
  });

  test("half a cent is rounded to the even cent", () => {
    expect(minorOf(nano(15_000_000n), "EUR")).toBe(2n);
    expect(minorOf(nano(25_000_000n), "EUR")).toBe(2n);
    expect(minorOf(nano(25_000_001n), "EUR")).toBe(3n);
  });

  test("what is written as a decimal is read back as the same amount", () => {
    fc.assert(fc.property(amount, (value) => parseDecimal(decimalOf(nano(value))) === nano(value)));
  });

  test.each([
    [1_250_000_000n, "1.25"],
    [-1n, "-0.000000001"],
    [0n, "0"],
    [-20_000_000_000n, "-20"],
  ])("%d nano is written %s", (value, text) => {
    expect(decimalOf(nano(value))).toBe(text);
  });

  test.each([
    "",
    " ",
    "1,5",
    "1.",
    ".5",
    "1e3",
    "+1",
    "--1",
    "0x10",
    "1.0000000001",
    "1234567890",
    "١٢",
    "1 000",
    "NaN",
  ])("“%s” is no amount", (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  test("a sum is exact where floating point is not", () => {
    expect(sumNano([nano(100_000_000n), nano(200_000_000n)])).toBe(300_000_000n);
    expect(sumNano([nano(2n ** 60n), nano(1n)])).toBe(2n ** 60n + 1n);
    expect(sumNano([])).toBe(0n);
  });
});
