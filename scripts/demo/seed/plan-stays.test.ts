import { expect, test } from "vitest";
import { HOUR, instant, later } from "../../../app/core/clock";
import { cast } from "../../../app/testing/cast";
import { affordable } from "./affordable";
import { calendarUntil } from "./calendar";
import { everybody, others, unplaced } from "./members";
import { plannedStays, type Stay } from "./plan-stays";

const calendar = calendarUntil(instant("2026-03-18T15:20:00Z"));
const plans = everybody.map(({ habit, email }) => ({ email, habit, stays: plannedStays(habit, calendar) }));

test("everybody works one stay after the other, in the 90 days, never at weekends, and is done an hour ago", () => {
  for (const { email, stays } of plans) {
    for (const [index, { from, to }] of stays.entries()) {
      expect(from.getUTCDay() % 6, email).not.toBe(0);
      expect(from >= calendar.began && to <= later(calendar.now, -HOUR), email).toBe(true);
      expect(to > from && (stays[index + 1]?.from ?? calendar.now) > to, email).toBe(true);
    }
  }
});

test("the same instant gives the same history, and some hundreds of stays with starts that failed", () => {
  const again = everybody.map(({ habit }) => plannedStays(habit, calendar));
  expect(plans.map(({ stays }) => stays)).toEqual(again);
  const stays = again.flat();
  expect(stays.length).toBeGreaterThan(500);
  expect(stays.filter(({ failedBefore }) => failedBefore).length).toBeGreaterThan(10);
});

test("some forty members with addresses and seeds of their own, none of which is like one of the cast's", () => {
  const people = [...others, ...Object.values(unplaced)];
  expect(people.length).toBeGreaterThan(35);
  expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
  for (const { givenName } of Object.values(cast))
    expect(
      people.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(givenName.toLowerCase())),
    ).toEqual([]);
});

const perHour = 120_000_000n;
const stay: Stay = {
  day: 0,
  size: "medium",
  from: instant("2026-03-02T08:00:00Z"),
  to: instant("2026-03-02T12:00:00Z"),
  endReason: "stoppedByOwner",
};
const habit = { seed: 1, sizes: ["medium"], daysAWeek: 5 } as const;

test("a stay that the credit covers is paid whole", () => {
  expect(affordable(stay, habit, 480_000_001n, perHour)).toEqual({ stay, cost: 480_000_000n });
});

test("a stay is stopped in the minute in which the credit is gone, and costs until then", () => {
  const paid = affordable(stay, habit, 100_000_000n, perHour);
  expect(paid?.stay).toMatchObject({ to: instant("2026-03-02T08:50:00Z"), endReason: "creditUsedUp" });
  expect(affordable(stay, habit, 101_000_000n, perHour)).toEqual({
    stay: { ...stay, to: instant("2026-03-02T08:51:00Z"), endReason: "creditUsedUp" },
    cost: 102_000_000n,
  });
});

test("nobody begins what they cannot pay for a quarter of an hour", () => {
  expect(affordable(stay, habit, 29_999_999n, perHour)).toBeUndefined();
});

test("whoever keeps a little credit works to exactly there, and not again", () => {
  const careful = { ...habit, worksUntilCreditIs: "0.02" };
  const paid = affordable(stay, careful, 140_000_000n, perHour);
  expect(paid).toEqual({ stay: { ...stay, to: instant("2026-03-02T09:00:00Z") }, cost: 120_000_000n });
  expect(affordable(stay, careful, 20_000_000n, perHour)).toBeUndefined();
});
