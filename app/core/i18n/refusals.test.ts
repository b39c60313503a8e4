import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { en } from "./en";
import { fa } from "./fa";

const sources = globSync("app/**/*.{ts,tsx}").filter((file) => !file.includes(".test."));

function codesIn(source: string): string[] {
  const refused = source.matchAll(/(?:refuse|new AppError)\(\s*"[a-z_]+",\s*"(\w+)"/g);
  const reasons = /export type StateReason =([^;]+);/.exec(source)?.[1]?.matchAll(/"(\w+)"/g) ?? [];
  return [...refused, ...reasons].flatMap((match) => match[1] ?? []);
}

test("whatever the portal refuses, and every reason of a state, has a sentence", () => {
  const codes = new Set(sources.flatMap((file) => codesIn(readFileSync(file, "utf8"))));
  expect(codes.size).toBeGreaterThan(40);
  expect([...codes].filter((code) => !Object.hasOwn(en.refusals, code))).toEqual([]);
});

test("a sentence is filled with the same particulars in every language", () => {
  const particulars = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
  for (const [code, sentence] of Object.entries(en.refusals))
    expect([code, particulars(fa.refusals[code as keyof typeof fa.refusals])]).toEqual([code, particulars(sentence)]);
});
