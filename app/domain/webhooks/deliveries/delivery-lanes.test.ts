import { beforeAll, expect, test } from "vitest";
import { testSettings } from "~/testing/settings";
import { enterLane } from "./delivery-lanes.server";

beforeAll(() => {
  Object.assign(process.env, testSettings, { DATABASE_URL: "postgres://127.0.0.1/nothing", WORKERS: "8" });
});

test("of eight workers four may be busy with endpoints that work and one with those that fail, and whoever leaves makes room", () => {
  const healthy = Array.from({ length: 5 }, () => enterLane("healthy"));
  expect(healthy.map(Boolean)).toEqual([true, true, true, true, false]);
  const failing = [enterLane("failing"), enterLane("failing")];
  expect(failing.map(Boolean)).toEqual([true, false]);
  healthy[0]?.();
  expect([enterLane("healthy"), enterLane("healthy")].map(Boolean)).toEqual([true, false]);
  failing[0]?.();
  expect(enterLane("failing")).toBeDefined();
});
