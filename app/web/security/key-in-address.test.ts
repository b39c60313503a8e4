import { expect, test } from "vitest";
import { newId } from "~/core/id";
import { newApiKeyText } from "~/domain/access/api-keys/api-key-text.server";
import { testSettings } from "~/testing/settings";
import { isKeyInAddress, withoutKeys } from "./key-in-address.server";

test("a key in an address is noticed, wherever it stands and however it is written", () => {
  Object.assign(process.env, testSettings, { DATABASE_URL: "postgres://127.0.0.1/atrium" });
  const key = newApiKeyText(newId("key"));
  for (const url of [`/api/user?api_key=${key}`, `/api/user/${key}`, `/?k=${key.replaceAll("_", "%5F")}`, `/?${key}=`])
    expect(isKeyInAddress(url), url).toBe(true);
});

test("what only speaks of keys is none", () => {
  const id = newId("key");
  for (const url of ["/account/keys", `/account/keys/${id}/rotate`, "/admin/members?q=atr_live_", "/?q=atr_live_x_y"])
    expect(isKeyInAddress(url), url).toBe(false);
});

test("no part of a key is written down, cut off or encoded though it be", () => {
  Object.assign(process.env, testSettings, { DATABASE_URL: "postgres://127.0.0.1/atrium" });
  const key = newApiKeyText(newId("key"));
  for (const written of [key, key.slice(0, 50), key.replaceAll("_", "%5F"), key.toUpperCase()])
    expect(withoutKeys(`/api/user/${written}/x`)).toBe("/api/user/[key]/x");
  expect(withoutKeys(`/account/keys/${newId("key").slice(0, 6)}`)).toMatch(/^\/account\/keys\/key_/);
});
