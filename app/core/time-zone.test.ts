import { expect, test } from "vitest";
import { timeZoneNamed, timeZones } from "./time-zone";

test("a time zone is known by its name, and by the other names that browsers give it", () => {
  expect(timeZoneNamed("Europe/Berlin")).toBe("Europe/Berlin");
  expect(timeZoneNamed("Asia/Tehran")).toBe("Asia/Tehran");
  expect(timeZoneNamed("UTC")).toBe("UTC");
  expect(timeZoneNamed("Etc/UTC")).toBe("UTC");
  expect(timeZoneNamed("asia/kolkata")).toBe(timeZoneNamed("Asia/Calcutta"));
  expect(timeZoneNamed("Asia/Kolkata")).toBeDefined();
});

test.each([
  "",
  "Europe",
  "Europe/Atlantis",
  "+03:30",
  "UTC+1",
  "local",
  "Europe/Berlin\n",
  "x".repeat(500),
  1,
  null,
  undefined,
  {},
])("%j is no time zone", (value) => {
  expect(timeZoneNamed(value)).toBeUndefined();
});

test("every time zone that is offered can be chosen", () => {
  expect(timeZones.length).toBeGreaterThan(300);
  expect(timeZones.filter((zone) => timeZoneNamed(zone) !== zone)).toEqual([]);
});
