import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MASK, masked } from "./masked";

describe("what a line keeps of a change", () => {
  test.each([
    "secret",
    "hubToken",
    "hopsworksKey",
    "api_key",
    "keys",
    "password",
    "Authorization",
    "client_secret",
    "setCookie",
    "passphrase",
    "credentials",
  ])("never the value of %s, at any depth", (name) => {
    const kept = JSON.stringify(masked({ [name]: "hunter2", deep: { er: [{ [name]: { inside: "hunter2" } }] } }));
    expect(kept).not.toContain("hunter2");
    expect(kept).toContain(MASK);
  });

  test.each([
    "sk_live_0123456789abcdef",
    "whsec_0123456789abcdef",
    "Bearer abcdefgh12345678",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "postgres://atrium:hunter2@db.example.org/atrium",
    "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
    "atrium_0123456789abcdef0123",
  ])("never a value that is a secret by its shape: %s", (secret) => {
    expect(JSON.stringify(masked({ note: `it was ${secret} before`, list: [secret] }))).not.toContain(secret);
  });

  test("but what is no secret, as it was", () => {
    const facts = {
      keyId: "key_01",
      keyName: "CI",
      hopsworksKeyLast4: "ab12",
      maxMembers: 10,
      isAdmin: false,
      none: null,
    };
    expect(masked(facts)).toEqual(facts);
  });

  test("in a form that the database takes: instants, whole numbers, no NUL, nothing that JSON does not have", () => {
    const at = new Date(0);
    expect(masked({ at, sum: 10n ** 20n, text: "a\0b", gone: undefined, nan: NaN, f: () => 1 })).toEqual({
      at: "1970-01-01T00:00:00.000Z",
      sum: "100000000000000000000",
      text: "ab",
      nan: "NaN",
      f: null,
    });
  });

  test("of bounded size, whatever it is given", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything({ maxDepth: 8 })), (facts) => {
        expect(JSON.stringify(masked(facts)).length).toBeLessThan(10_000);
      }),
    );
    const huge = {
      text: "x".repeat(1_000_000),
      many: Object.fromEntries(Array.from({ length: 999 }, (_, i) => [`f${i}`, "y".repeat(400)])),
    };
    expect(JSON.stringify(masked(huge)).length).toBeLessThan(10_000);
    let deep: Record<string, unknown> = { end: 1 };
    for (let i = 0; i < 100; i++) deep = { deep };
    expect(JSON.stringify(masked(deep)).length).toBeLessThan(200);
  });
});
