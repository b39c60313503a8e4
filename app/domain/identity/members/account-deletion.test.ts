import { expect, test } from "vitest";
import { instant } from "~/core/clock";
import { anonymousAddress, isAnonymousAddress, deletionAt } from "./account-deletion";

test("who asks to leave may stay for fourteen days", () => {
  expect(deletionAt(instant("2026-11-26T08:00:00Z"))).toEqual(instant("2026-12-10T08:00:00Z"));
});

test("the address of nobody is nobody's, and no member's looks like one", () => {
  expect(anonymousAddress("user_a")).not.toBe(anonymousAddress("user_b"));
  expect(isAnonymousAddress(anonymousAddress("user_a"))).toBe(true);
  expect(isAnonymousAddress("deleted@example.org")).toBe(false);
});
