import { expect, test } from "vitest";
import { instant, later, MINUTE } from "~/core/clock";
import { newId } from "~/core/id";
import { actingMinutes, isActing, obstacleToActing } from "./acting";

const now = instant("2026-11-22T08:00:00Z");
const ada = { userId: newId("user"), isAdmin: true };
const alice = { userId: newId("user"), isAdmin: false, suspendedAt: null, anonymisedAt: null };

test("nobody looks longer than an hour", () => {
  expect(Math.max(...actingMinutes)).toBe(60);
});

test("an admin looks as a member, and as nobody else", () => {
  expect(obstacleToActing(ada.userId, alice)).toBeUndefined();
  expect(obstacleToActing(ada.userId, { ...alice, ...ada })).toBe("actingAsOneself");
  expect(obstacleToActing(ada.userId, { ...alice, isAdmin: true })).toBe("actingAsAdmin");
  expect(obstacleToActing(ada.userId, { ...alice, suspendedAt: now })).toBe("actingAsSuspended");
  expect(obstacleToActing(ada.userId, { ...alice, anonymisedAt: now })).toBe("actingAsNobody");
});

test("it is over at its minute, and at once when either side is no longer what it was", () => {
  const until = later(now, 15 * MINUTE);
  expect(isActing(ada, alice, until, later(until, -1))).toBe(true);
  expect(isActing(ada, alice, until, until)).toBe(false);
  expect(isActing({ ...ada, isAdmin: false }, alice, until, now)).toBe(false);
  expect(isActing(ada, { ...alice, isAdmin: true }, until, now)).toBe(false);
  expect(isActing(ada, { ...alice, suspendedAt: now }, until, now)).toBe(false);
});
