import fc from "fast-check";
import { expect, test } from "vitest";
import { serverNameOf } from "./server-name";

test.each([
  ["GPU work", "env-gpu-work"],
  ["  Große Karte – Entwürfe! ", "env-gro-e-karte-entwurfe"],
  ["2026 forecast", "env-2026-forecast"],
  ["آزمایش", "env"],
  ["A very long name that no hub would take", "env-a-very-long-name-that-no-h"],
])("%s is the server %s", (words, name) => {
  expect(serverNameOf(words, [])).toBe(name);
});

test("a name that is taken gets a number, and stays short enough", () => {
  expect(serverNameOf("آزمایش", ["env", "env-2"])).toBe("env-3");
  expect(serverNameOf("a".repeat(40), [`env-${"a".repeat(26)}`])).toBe(`env-${"a".repeat(24)}-2`);
});

test.each(["Lab", "api", "tree", "hub"])("%s does not hide a part of the member's notebook", (words) => {
  expect(serverNameOf(words, [])).toBe(`env-${words.toLowerCase()}`);
});

test("whatever a member types, every version of the hub takes the name, and no two are the same", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 60 }), { maxLength: 5 }), (all) => {
      const names = all.reduce<string[]>((taken, words) => [...taken, serverNameOf(words, taken)], []);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) {
        expect(name).toMatch(/^[a-z](-?[a-z0-9])*$/);
        expect(name.length).toBeLessThanOrEqual(30);
      }
    }),
  );
});
