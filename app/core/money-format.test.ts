import { expect, test } from "vitest";
import { moneyText, withMoneyWritten } from "./money-format";
import { nano } from "./money";

test("money in a sentence has its currency's digits, in the reader's own", () => {
  expect(moneyText(20_000_069n, "EUR", "en-GB")).toBe("€0.02");
  expect(moneyText(1_250_000_000n, "JPY", "en-GB")).toBe("¥1");
  expect(moneyText(-1_255_000_000n, "EUR", "en-GB")).toBe("-€1.26");
  expect(moneyText(20_000_069n, "EUR", "fa-IR")).toContain("۰٫۰۲");
});

test("a sum below the smallest coin is not told as nothing", () => {
  expect(moneyText(1_000_000n, "EUR", "en-GB")).toBe("€0.001");
  expect(moneyText(0n, "EUR", "en-GB")).toBe("€0.00");
});

test("of what fills a sentence only the money beside a currency is written as such", () => {
  const write = (amount: bigint, currency: string) => moneyText(nano(amount), currency, "en-GB");
  expect(withMoneyWritten({ available: "0.020000069", needed: "0.12", currency: "EUR" }, write)).toEqual({
    available: "€0.02",
    needed: "€0.12",
    currency: "EUR",
  });
  expect(withMoneyWritten({ missing: "12", limit: 60 }, write)).toEqual({ missing: "12", limit: 60 });
});
