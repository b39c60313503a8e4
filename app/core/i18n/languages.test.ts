import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { en } from "./en";
import { apart } from "./en/apart";
import { fa } from "./fa";
import { isLanguage, languageFacts } from "./languages";

describe("the reader's language", () => {
  test("is one of those that the portal speaks", () => {
    expect(isLanguage("fa")).toBe(true);
    expect(isLanguage("de")).toBe(false);
    expect(isLanguage(undefined)).toBe(false);
  });

  test("Persian is written from right to left", () => {
    expect(languageFacts.fa.direction).toBe("rtl");
    expect(languageFacts.en.direction).toBe("ltr");
  });
});

describe("the catalogues", () => {
  const english = sentencesOf(en);
  const persian = sentencesOf(fa);

  test("hold the same sentences", () => {
    expect([...persian.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test("fill the same places in each sentence", () => {
    const places = (sentence = "") => [...sentence.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();
    for (const [key, sentence] of english)
      expect(new Set(places(persian.get(key))), key).toEqual(new Set(places(sentence)));
  });

  test("hold apart only what account pages and an admin's say", () => {
    const areas = Object.keys(apart).join("|");
    const says = new RegExp(`["\`](?:${areas})\\.\\w`);
    const files = globSync("app/ui/**/*.{ts,tsx}").filter((file) => says.test(readFileSync(file, "utf8")));
    const elsewhere = files.filter((file) => !new RegExp(`^app/ui/(?:${areas})/`).test(file));
    // It names the pages, and a page's name is said with it.
    expect(elsewhere).toEqual(["app/ui/shell/page-title.ts"]);
    expect(files.length).toBeGreaterThan(20);
  });

  test("have no empty sentence", () => {
    for (const [key, sentence] of [...english, ...persian]) expect(sentence.trim(), key).not.toBe("");
  });
});

function sentencesOf(catalogue: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]: [string, unknown]) =>
      typeof value === "object" && value !== null
        ? [...sentencesOf(value, `${path}${key}.`)]
        : [[`${path}${key}`, String(value)] as const],
    ),
  );
}
