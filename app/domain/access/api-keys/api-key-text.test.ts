import fc from "fast-check";
import { expect, test } from "vitest";
import { newId } from "~/core/id";
import { idInApiKey, looksLikeApiKey, newApiKeyText, shownOfApiKey } from "./api-key-text.server";

test("a key says which it is, and that it is one of ours", () => {
  const id = newId("key");
  const text = newApiKeyText(id);
  expect(text).toMatch(/^atr_live_[0-9a-z]{26}_[0-9A-Za-z]{39}$/);
  expect([idInApiKey(text), looksLikeApiKey(text)]).toEqual([id, true]);
});

test("two keys of one id share nothing secret, and the secret's digits are all in use", () => {
  const id = newId("key");
  const texts = Array.from({ length: 200 }, () => newApiKeyText(id));
  expect(new Set(texts.map((text) => text.slice(36, 69))).size).toBe(200);
  expect(
    new Set(
      texts
        .join("")
        .match(/(?<=_)[0-9A-Za-z]{39}/g)
        ?.join(""),
    ).size,
  ).toBe(62);
});

test("one letter that is wrong, missing or too many makes it no key", () => {
  const text = newApiKeyText(newId("key"));
  for (let at = 0; at < text.length; at++) {
    const other = text[at] === "a" ? "b" : "a";
    expect(idInApiKey(text.slice(0, at) + other + text.slice(at + 1)), `letter ${at}`).toBeUndefined();
    expect(idInApiKey(text.slice(0, at) + text.slice(at + 1)), `without letter ${at}`).toBeUndefined();
  }
  for (const near of [`${text}a`, ` ${text}`, `${text}\n`, text.toUpperCase(), `${text},${text}`])
    expect(idInApiKey(near)).toBeUndefined();
});

test("no text of anybody's passes for a key", () => {
  const looksRight = fc.stringMatching(/^atr_live_[0-7][0-9a-hjkmnp-tv-z]{25}_[0-9A-Za-z]{39}$/);
  fc.assert(fc.property(fc.oneof(fc.string(), looksRight), (text) => idInApiKey(text) === undefined));
});

test("what is shown of a key finds it wherever it is kept, and holds nothing of its secret", () => {
  const id = newId("key");
  const text = newApiKeyText(id);
  const found = /^atr_live_…(.{8})_…$/.exec(shownOfApiKey(id))?.[1];
  expect(text.slice(0, 36)).toContain(`${found}_`);
});
