import { expect, test } from "vitest";
import { DAY, HOUR, instant, later } from "~/core/clock";
import { isReplaceable, isUsable, stateOfKey } from "./api-key";
import { grantableScopes, presets, scopesOfPreset } from "~/domain/access/scope";

const made = instant("2026-11-01T08:00:00Z");
const keyFor = (days: number) => ({
  createdAt: made,
  expiresAt: later(made, days * DAY),
  revokedAt: null,
  replacedById: null,
});
const stateAfter = (key: Parameters<typeof stateOfKey>[0], ms: number) => stateOfKey(key, later(made, ms));

test("a key is active, is said to end soon in its last week, and expires on the dot", () => {
  expect(stateAfter(keyFor(90), 83 * DAY - 1)).toBe("live");
  expect(stateAfter(keyFor(90), 83 * DAY)).toBe("expiring");
  expect(stateAfter(keyFor(90), 90 * DAY - 1)).toBe("expiring");
  expect(stateAfter(keyFor(90), 90 * DAY)).toBe("expired");
});

test("a key for a week is not said to end soon on its first day", () => {
  expect(stateAfter(keyFor(7), DAY)).toBe("live");
  expect(stateAfter(keyFor(7), 6 * DAY)).toBe("expiring");
});

test("a key in whose place another is works until the overlap is over, and is not replaced twice", () => {
  const old = { ...keyFor(90), replacedById: "key_new", expiresAt: later(made, HOUR) };
  expect([stateAfter(old, HOUR - 1), stateAfter(old, HOUR)]).toEqual(["retiring", "replaced"]);
  expect([isUsable("retiring"), isReplaceable("retiring")]).toEqual([true, false]);
});

test("what was revoked is revoked, whatever else is true of it", () => {
  const key = { ...keyFor(90), replacedById: "key_new", revokedAt: made };
  expect([stateAfter(key, 0), stateAfter(key, 100 * DAY)]).toEqual(["revoked", "revoked"]);
  expect([isUsable("revoked"), isReplaceable("revoked")]).toEqual([false, false]);
});

test("the first preset changes nothing, and none gives a member more than they have", () => {
  expect(scopesOfPreset("read", true).every((scope) => scope.endsWith(":read"))).toBe(true);
  for (const preset of presets)
    for (const scope of scopesOfPreset(preset, false)) expect(grantableScopes(false), preset).toContain(scope);
  expect(grantableScopes(false)).not.toContain("admin");
  expect(scopesOfPreset("everything", true)).toEqual(grantableScopes(true));
});
