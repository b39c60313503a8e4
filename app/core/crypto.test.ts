import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalSecrets, randomToken, seal, sha256, unseal } from "./crypto.server";

const key = randomBytes(32);
const place = "clusters:hopsworks_key:cluster_1";

describe("a sealed secret", () => {
  test("opens in its own place, whatever it says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (plain) => unseal(seal(plain, place, key), place, key) === plain),
    );
  });

  test("does not open in another row, for that would be another cluster's key", () => {
    expect(() => unseal(seal("secret", place, key), "clusters:hopsworks_key:cluster_2", key)).toThrow();
  });

  test("does not open with another key", () => {
    expect(() => unseal(seal("secret", place, key), place, randomBytes(32))).toThrow();
  });

  test("does not open when any part of it was changed", () => {
    const parts = seal("secret", place, key).split(".");
    for (const [index, part] of parts.entries()) {
      const changed = parts.with(index, (part.startsWith("A") ? "B" : "A") + part.slice(1)).join(".");
      expect(() => unseal(changed, place, key), changed).toThrow();
    }
  });

  test("does not open with a shortened tag", () => {
    const [version, nonce, sealed, tag = ""] = seal("secret", place, key).split(".");
    const short = Buffer.from(tag, "base64url").subarray(0, 4).toString("base64url");
    expect(() => unseal([version, nonce, sealed, short].join("."), place, key)).toThrow();
  });

  test.each(["", "secret", "v1", "v1..", "v2.AAAA.AAAA.AAAA", "v1.AAAA"])("is never “%s”", (record) => {
    expect(() => unseal(record, place, key)).toThrow();
  });

  test("looks different each time and does not show what it holds", () => {
    const [one, other] = [seal("hunter2", place, key), seal("hunter2", place, key)];
    expect(one).not.toBe(other);
    expect(one).not.toContain("hunter2");
    expect(one).not.toContain(Buffer.from("hunter2").toString("base64url"));
  });
});

test("secrets are compared whole, also when their lengths differ", () => {
  expect(equalSecrets("a secret", "a secret")).toBe(true);
  expect(equalSecrets("a secret", "a secreT")).toBe(false);
  expect(equalSecrets("a secret", "a secret that is longer")).toBe(false);
  expect(equalSecrets("", "a")).toBe(false);
});

test("a token carries 256 bits in letters that fit an address", () => {
  const tokens = Array.from({ length: 1000 }, randomToken);
  expect(new Set(tokens).size).toBe(1000);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
});

test("a fingerprint is SHA-256 in hex", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
