import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, MINUTE, SECOND } from "./clock";
import { compared, isTooMuch, skewAt } from "./clock-skew";

const noon = Date.UTC(2026, 2, 10, 12);
const moment = (ms: number, ahead = 0) => ({ wall: noon + ms + ahead, monotonic: 5000 + ms });

test("a clock is compared half-way through the round trip", () => {
  const comparison = compared(moment(0, 3 * DAY), moment(400, 3 * DAY), noon + 200);
  expect(comparison?.skewMs).toBe(3 * DAY);
  expect(compared(moment(0), moment(21 * SECOND), noon)).toBeUndefined();
});

test("a clock that is set between two comparisons is noticed at once, by the monotonic clock", () => {
  const comparison = compared(moment(0), moment(0), noon) ?? expect.fail("not compared");
  expect(skewAt(comparison, moment(30 * SECOND))).toBe(0);
  expect(skewAt(comparison, moment(30 * SECOND, 3 * DAY))).toBe(3 * DAY);
  expect(skewAt(comparison, moment(30 * SECOND, -3 * DAY))).toBe(-3 * DAY);
});

test("a minute is allowed and no more, ahead or behind", () => {
  expect([MINUTE, -MINUTE, 0].some(isTooMuch)).toBe(false);
  expect([MINUTE + 1, -MINUTE - 1].every(isTooMuch)).toBe(true);
});

test("whatever the skew, the round trip and the time since: the skew is found, to half a round trip", () => {
  const skews = fc.integer({ min: -400 * DAY, max: 400 * DAY });
  const trips = fc.integer({ min: 0, max: 20 * SECOND });
  fc.assert(
    fc.property(
      skews,
      skews,
      trips,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(DAY),
      (at, jump, trip, part, since) => {
        const comparison = compared(moment(0, at), moment(trip, at), noon + trip * part) ?? expect.fail("not compared");
        expect(Math.abs(comparison.skewMs - at)).toBeLessThanOrEqual(trip / 2 + 1);
        expect(skewAt(comparison, moment(trip + since, at + jump))).toBeCloseTo(comparison.skewMs + jump, 3);
      },
    ),
  );
});
