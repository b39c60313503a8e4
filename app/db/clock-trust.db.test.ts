import { afterEach, expect, test } from "vitest";
import { DAY, freezeClock, instant, MINUTE, SECOND, shiftMachineTime } from "~/core/clock";
import { clockSkewSeconds } from "~/core/metrics.server";
import { clockSkew, compareClocks, isClockTrusted, isClockWrong, requireTrustedClock } from "./clock-trust.server";

afterEach(() => {
  shiftMachineTime(0);
  freezeClock(undefined);
});

const refused = { refusal: "unavailable", code: "clockWrong", retryAfterSeconds: 30 };

test.each([
  ["three days ahead", 3 * DAY],
  ["three days behind", -3 * DAY],
])("a clock that is set %s is distrusted at once, and trusted when it is set right", async (_, skew) => {
  await compareClocks();
  expect(isClockWrong()).toBe(false);
  shiftMachineTime(skew);
  expect(isClockWrong()).toBe(true);
  await expect(requireTrustedClock()).rejects.toMatchObject(refused);
  expect(clockSkew()).toBeCloseTo(skew, -3);
  expect((await clockSkewSeconds.get()).values[0]?.value).toBeCloseTo(skew / SECOND, 0);
  shiftMachineTime(0);
  await requireTrustedClock();
  expect(isClockWrong()).toBe(false);
});

test("what differs by less than a minute is trusted", async () => {
  shiftMachineTime(MINUTE - 5000);
  await compareClocks();
  expect(await isClockTrusted()).toBe(true);
});

test("time that stands still for a test says nothing about the machine's clock", async () => {
  freezeClock(instant("2020-01-01T00:00:00Z"));
  await requireTrustedClock();
});
