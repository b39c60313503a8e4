import { expect, test } from "vitest";
import { instant } from "~/core/clock";
import { addressOfNobody, isAddressOfNobody, leavesAt } from "./leaving";

test("who asks to leave may stay for fourteen days", () => {
  expect(leavesAt(instant("2026-11-26T08:00:00Z"))).toEqual(instant("2026-12-10T08:00:00Z"));
});

test("the address of nobody is nobody's, and no member's looks like one", () => {
  expect(addressOfNobody("user_a")).not.toBe(addressOfNobody("user_b"));
  expect(isAddressOfNobody(addressOfNobody("user_a"))).toBe(true);
  expect(isAddressOfNobody("deleted@example.org")).toBe(false);
});
