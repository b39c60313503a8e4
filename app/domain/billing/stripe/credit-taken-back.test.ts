import fc from "fast-check";
import { expect, test } from "vitest";
import { nano } from "~/core/money";
import { creditTakenBack, type MoneyBack } from "./credit-taken-back";

const back = (...amounts: bigint[]): MoneyBack[] =>
  amounts.map((amount, index) => ({ id: `re_${index}`, object: "refund", amount, created: index }));
const parts = (given: bigint, paid: bigint, ...amounts: bigint[]) => [
  ...creditTakenBack(nano(given), paid, back(...amounts)).values(),
];
const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((total, amount) => total + amount, 0n);

test("all that was paid takes all that was given, tax or not", () => {
  expect(parts(20n, 2380n, 2380n)).toEqual([20n]);
  expect(parts(20n, 2000n, 2000n)).toEqual([20n]);
});

test("a part takes its share, a half nano going to the even side", () => {
  expect(parts(3n, 2n, 1n)).toEqual([2n]);
  expect(parts(5n, 2n, 1n)).toEqual([2n]);
  expect(parts(5n, 2n, 1n, 1n)).toEqual([2n, 3n]);
});

test("more than was paid takes no more than was given, whoever came last", () => {
  expect(parts(20n, 2380n, 1190n, 2380n, 5n)).toEqual([10n, 10n, 0n]);
});

test("of a payment of nothing nothing is taken back", () => {
  expect(parts(20n, 0n, 1n)).toEqual([0n]);
});

const amount = fc.bigInt(0n, 3000n);
const many = fc.array(
  fc.record({ id: fc.uuid(), object: fc.constantFrom("refund", "dispute"), amount, created: fc.nat(3) }),
  {
    maxLength: 8,
  },
);

test("whatever goes back, in whatever order it is listed: never more than was given, all of it for all, each its own share", () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 13n), fc.bigInt(1n, 5000n), many, (given, paid, reversals) => {
      const taken = creditTakenBack(nano(given), paid, reversals);
      const sentBack = sum(reversals.map((one) => one.amount));
      const total = sum(taken.values());
      for (const part of taken.values()) expect(part >= 0n).toBe(true);
      expect(total <= given).toBe(true);
      if (sentBack >= paid) expect(total).toBe(given);
      // Within half a nano of the exact share.
      else
        expect(2n * (total * paid - given * sentBack) <= paid && 2n * (given * sentBack - total * paid) <= paid).toBe(
          true,
        );
      expect(creditTakenBack(nano(given), paid, reversals.toReversed())).toEqual(taken);
    }),
  );
});
