import fc from "fast-check";
import { expect, test } from "vitest";
import { nano } from "~/core/money";
import { serializeCredits } from "./serialize-credits";

const cents = (value: number) => Math.round(value * 100);

test("what was given counts as come in, and what was used is rounded to the cent once", () => {
  const credit = { available: nano(104_995_000_000n), used: nano(5_000n * 1_000_000n + 5_000_000n), currency: "EUR" };
  expect(serializeCredits(credit)).toEqual({ balance: 105, total_purchased: 110, total_used: 5 });
});

test("a currency without coins below one has none here either", () => {
  expect(serializeCredits({ available: nano(2_500_000_000n), used: nano(500_000_000n), currency: "JPY" })).toEqual({
    balance: 3,
    total_purchased: 3,
    total_used: 0,
  });
});

test("the balance is what came in less what was used, to the cent, whatever was used", () => {
  const anyCoins = fc.bigInt({ min: -1_000_000n, max: 1_000_000_000n });
  const anyUse = fc.bigInt({ min: 0n, max: 10n ** 18n });
  fc.assert(
    fc.property(anyCoins, anyUse, (cameIn, used) => {
      const available = nano(cameIn * 10_000_000n - used);
      const told = serializeCredits({ available, used: nano(used), currency: "EUR" });
      expect(cents(told.balance)).toBe(cents(told.total_purchased) - cents(told.total_used));
      expect(BigInt(cents(told.total_purchased))).toBe(cameIn);
    }),
  );
});
