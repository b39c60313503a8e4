import { describe, expect, test } from "vitest";
import { instant } from "./clock";
import { beganOnOurClock } from "./cluster-clock";

const at = (time: string) => instant(`2026-03-10T${time}Z`);

describe("when it began, where the cluster's clock differs from ours", () => {
  const askedAt = at("10:15:00");

  test("is told on our clock", () => {
    expect(beganOnOurClock(at("09:05:00"), at("09:15:00"), askedAt)).toEqual(at("10:05:00"));
    expect(beganOnOurClock(at("11:05:00"), at("11:15:00"), askedAt)).toEqual(at("10:05:00"));
  });

  test("is the cluster's own word where the two agree to a few seconds", () => {
    expect(beganOnOurClock(at("10:05:00"), at("10:15:02"), askedAt)).toBeUndefined();
    expect(beganOnOurClock(at("10:05:00"), at("10:14:57"), askedAt)).toBeUndefined();
  });

  test("is never after it was seen", () => {
    expect(beganOnOurClock(at("11:15:01"), at("11:15:00"), askedAt)).toEqual(askedAt);
  });
});
