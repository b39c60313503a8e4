import { expect, test } from "vitest";
import { newId } from "~/core/id";
import { createApiKeyInput } from "./create-api-key-input";
import { rotateApiKeyInput } from "./rotate-api-key-input";

const keyId = newId("key");
const form = (changes: Record<string, unknown> = {}) => ({
  keyId,
  name: " Nightly report ",
  preset: "read",
  days: "90",
  ...changes,
});
const codeOf = (given: Record<string, unknown>) => createApiKeyInput.safeParse(given).error?.issues[0]?.message;

test("the form as it comes asks for reading, for ninety days", () => {
  expect(createApiKeyInput.parse(form({ admin: "on" }))).toEqual({
    id: keyId,
    name: "Nightly report",
    days: 90,
    grant: "read",
  });
});

test("ticked boxes count when the choice is one's own, and only those of scopes that are served", () => {
  const boxes = { preset: "custom", "usage:read": "on", "files:write": "on", everything: "on", admin: "on" };
  expect(createApiKeyInput.parse(form(boxes)).grant).toEqual(["usage:read", "admin"]);
  expect(createApiKeyInput.parse(form({ preset: "custom" })).grant).toEqual([]);
});

test.each([
  ["keyFormStale", { keyId: "key_mine" }],
  ["keyFormStale", { keyId: newId("user") }],
  ["keyFormStale", { keyId: undefined }],
  ["keyNameInvalid", { name: "  " }],
  ["keyNameInvalid", { name: "x".repeat(81) }],
  ["textNotSingleLine", { name: "\u202Ereport" }],
  ["keyNameInvalid", { name: undefined }],
  ["keyScopesMissing", { preset: "root" }],
  ["keyLifetimeInvalid", { days: "0" }],
  ["keyLifetimeInvalid", { days: "366" }],
  ["keyLifetimeInvalid", { days: "36500" }],
  ["keyLifetimeInvalid", { days: "forever" }],
  ["keyLifetimeInvalid", { days: undefined }],
])("%s is said of %j", (code, wrong) => {
  expect(codeOf(form(wrong))).toBe(code);
});

test("a Persian name with its joiners is a name", () => {
  expect(createApiKeyInput.parse(form({ name: "گزارش‌های شبانه" })).name).toBe("گزارش‌های شبانه");
});

test("an overlap is one of those offered", () => {
  expect(rotateApiKeyInput.parse({ overlap: "week" })).toEqual({ overlap: "week" });
  for (const overlap of ["year", "toString", "", undefined, 7])
    expect(rotateApiKeyInput.safeParse({ overlap }).error?.issues[0]?.message).toBe("overlapInvalid");
});
