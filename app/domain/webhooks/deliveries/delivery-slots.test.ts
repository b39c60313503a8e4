import { beforeAll, expect, test } from "vitest";
import { testSettings } from "~/testing/settings";
import { takeDeliverySlot } from "./delivery-slots.server";

beforeAll(() => {
  Object.assign(process.env, testSettings, { DATABASE_URL: "postgres://127.0.0.1/nothing", WORKERS: "8" });
});

test("of eight workers four may be busy with endpoints that work and one with those that fail, and a released slot is free again", () => {
  const healthy = Array.from({ length: 5 }, () => takeDeliverySlot("healthy"));
  expect(healthy.map(Boolean)).toEqual([true, true, true, true, false]);
  const failing = [takeDeliverySlot("failing"), takeDeliverySlot("failing")];
  expect(failing.map(Boolean)).toEqual([true, false]);
  healthy[0]?.();
  expect([takeDeliverySlot("healthy"), takeDeliverySlot("healthy")].map(Boolean)).toEqual([true, false]);
  failing[0]?.();
  expect(takeDeliverySlot("failing")).toBeDefined();
});
