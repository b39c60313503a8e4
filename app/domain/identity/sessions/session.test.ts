import { expect, test } from "vitest";
import { DAY, HOUR, instant, later, MINUTE } from "~/core/clock";
import { ABSOLUTE_LIMIT, isNoteDue, isSessionAlive } from "./session";

const began = instant("2026-11-22T08:00:00Z");
const used = (after: number) => ({
  lastSeenAt: later(began, after),
  expiresAt: later(began, ABSOLUTE_LIMIT),
  endedAt: null,
});

test("a session lives while it is used, and ends after twelve idle hours", () => {
  expect(isSessionAlive(used(0), later(began, 12 * HOUR - 1))).toBe(true);
  expect(isSessionAlive(used(0), later(began, 12 * HOUR))).toBe(false);
  expect(isSessionAlive(used(30 * HOUR), later(began, 41 * HOUR))).toBe(true);
});

test("after seven days a session ends, however busy it was", () => {
  expect(isSessionAlive(used(7 * DAY - MINUTE), later(began, 7 * DAY - 1))).toBe(true);
  expect(isSessionAlive(used(7 * DAY - MINUTE), later(began, 7 * DAY))).toBe(false);
});

test("a session that was ended stays ended", () => {
  expect(isSessionAlive({ ...used(0), endedAt: later(began, HOUR) }, later(began, MINUTE))).toBe(false);
});

test("that a session is in use is noted once a minute", () => {
  expect(isNoteDue(used(0), later(began, MINUTE - 1))).toBe(false);
  expect(isNoteDue(used(0), later(began, MINUTE))).toBe(true);
});
