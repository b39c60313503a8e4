import { expect, test } from "vitest";
import { startImpersonationInput } from "./start-impersonation-input";

const reason = "Ticket 4711: nothing starts";
const problemOf = (form: Record<string, string>) => startImpersonationInput.safeParse(form).error?.issues[0]?.message;

test("fifteen, thirty or sixty minutes, and nothing else", () => {
  for (const minutes of ["15", "30", "60"]) expect(problemOf({ reason, minutes })).toBeUndefined();
  for (const minutes of ["", "0", "61", "1440", "-15", "15.5", "1e9", "NaN", "soon"])
    expect(problemOf({ reason, minutes }), minutes).toBe("impersonationMinutes");
  expect(problemOf({ reason })).toBe("impersonationMinutes");
});

test("a reason has at least ten characters that one can read", () => {
  for (const short of ["", "because", "         x        "])
    expect(problemOf({ reason: short, minutes: "15" }), short).toBe("impersonationReasonShort");
  expect(problemOf({ minutes: "15" })).toBe("impersonationReasonShort");
  expect(problemOf({ reason: "x".repeat(301), minutes: "15" })).toBe("impersonationReasonLong");
  for (const unseen of ["\u202e".repeat(10), "Ticket\n4711: stuck", "Ticket 4711: \u202estuck"])
    expect(problemOf({ reason: unseen, minutes: "15" })).toBe("textNotSingleLine");
});
