import { expect, test } from "vitest";
import { asPlainNumber } from "./plain-number";

test.each([
  [" 100 ", "100"],
  ["\u206620.50\u2069", "20.50"],
  ["۲۰", "20"],
  ["٢٠٫٥", "20.5"],
  ["۱٬۲۵۰٫۵", "1250.5"],
  ["1,000", "1000"],
  ["10,000.00", "10000.00"],
  ["20,5", "20.5"],
  ["20,50", "20.50"],
  ["-5", "-5"],
])("%j is %s", (typed, number) => {
  expect(asPlainNumber(typed)).toBe(number);
});

test("what is no number, or could be two, stays as it was typed", () => {
  for (const odd of ["", "twenty", "1 000", "1.000,50", "1,00,000", "2,5,0", "20\n30", "€20", "1e3"])
    expect(asPlainNumber(odd)).toBe(odd);
});
