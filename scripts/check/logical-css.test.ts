import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const physicalSide =
  /^\s*(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b|(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right))/;

test("style sheets name start and end, never left and right: Persian runs the other way", () => {
  const sheets = globSync("app/**/*.css");
  expect(sheets).not.toEqual([]);
  const physical = sheets.flatMap((sheet) =>
    readFileSync(sheet, "utf8")
      .split("\n")
      .map((line, index) => ({ line, place: `${sheet}:${index + 1}` }))
      .filter(({ line }) => physicalSide.test(line)),
  );
  expect(physical).toEqual([]);
});
