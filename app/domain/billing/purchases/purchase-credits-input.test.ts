import { expect, test } from "vitest";
import { parseDecimal } from "~/core/money";
import { purchaseAmount, purchaseCreditsInput } from "./purchase-credits-input";

const typed = (amount: unknown) => purchaseCreditsInput.safeParse({ amount, purchaseKey: "key-12345" });
const money = (text: string) => parseDecimal(text);

test("people type an amount with blanks round it, with a comma, and in their own digits", () => {
  for (const text of ["100", " 100 ", "۱۰۰", "١٠٠", "100,00", "۱۰۰٫۰۰", "\u2066100\u2069"])
    expect(typed(text).data?.amount, text).toBe(money("100"));
  expect(typed("۱۰٬۰۰۰").data?.amount).toBe(money("10000"));
});

test("programs send a number or nothing but its digits", () => {
  for (const amount of [100, "100", "100.00"]) expect(purchaseAmount.parse(amount)).toBe(money("100"));
  for (const amount of [" 100 ", "100\n", "\t100", "۱۰۰", "100,00", "1,000", "+100", "1e2", "0x64", ""])
    expect(purchaseAmount.safeParse(amount).error?.issues[0]?.message, JSON.stringify(amount)).toBe("amountNotMoney");
});

test("what is no amount, or none of a purchase, is refused as such", () => {
  for (const amount of ["", "twenty", "20.005", "-20", "1 000", undefined])
    expect(typed(amount).error?.issues[0]?.message, amount).toBe("amountNotMoney");
  for (const amount of ["4.99", "۴", "10000.01"])
    expect(typed(amount).error?.issues[0]?.message).toBe("amountOutOfRange");
});
