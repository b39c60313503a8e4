import { expect, test } from "vitest";
import { instant, later, MINUTE } from "~/core/clock";
import { newId } from "~/core/id";
import { impersonationMinutes, isImpersonating, obstacleToImpersonation } from "./impersonation";

const now = instant("2026-11-22T08:00:00Z");
const ada = { userId: newId("user"), isAdmin: true };
const alice = { userId: newId("user"), isAdmin: false, suspendedAt: null, anonymizedAt: null };

test("nobody looks longer than an hour", () => {
  expect(Math.max(...impersonationMinutes)).toBe(60);
});

test("an admin looks as a member, and as nobody else", () => {
  expect(obstacleToImpersonation(ada.userId, alice)).toBeUndefined();
  expect(obstacleToImpersonation(ada.userId, { ...alice, ...ada })).toBe("impersonationOfOneself");
  expect(obstacleToImpersonation(ada.userId, { ...alice, isAdmin: true })).toBe("impersonationOfAdmin");
  expect(obstacleToImpersonation(ada.userId, { ...alice, suspendedAt: now })).toBe("impersonationOfSuspended");
  expect(obstacleToImpersonation(ada.userId, { ...alice, anonymizedAt: now })).toBe("impersonationOfFormerMember");
});

test("it is over at its minute, and at once when either side is no longer what it was", () => {
  const until = later(now, 15 * MINUTE);
  expect(isImpersonating(ada, alice, until, later(until, -1))).toBe(true);
  expect(isImpersonating(ada, alice, until, until)).toBe(false);
  expect(isImpersonating({ ...ada, isAdmin: false }, alice, until, now)).toBe(false);
  expect(isImpersonating(ada, { ...alice, isAdmin: true }, until, now)).toBe(false);
  expect(isImpersonating(ada, { ...alice, suspendedAt: now }, until, now)).toBe(false);
});
