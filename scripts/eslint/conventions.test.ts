import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, test } from "vitest";
import { conventions } from "./conventions.js";

type RuleName = Exclude<keyof typeof conventions.rules, "whole-money">;

function breaks(rule: RuleName, code: string, fileName = "some-thing.tsx"): boolean {
  const languageOptions = { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } };
  const config = {
    files: ["**/*.{ts,tsx}"],
    plugins: { conventions },
    languageOptions,
    rules: { [`conventions/${rule}`]: "error" },
  };
  const problems = new Linter().verify(code, [config], fileName);
  expect(problems.filter((problem) => problem.ruleId === null)).toEqual([]);
  return problems.length > 0;
}

describe("the project's own rules", () => {
  test.each(["new Date()", "new Date(1)", "Date()", "Date.now()"])("%s is asked of the clock instead", (code) => {
    expect(breaks("ask-the-clock", code)).toBe(true);
  });

  test.each(["clock.now()", "Date.UTC(2026, 0, 1)", "let at: Date", "at instanceof Date"])(
    "%s may be written anywhere",
    (code) => {
      expect(breaks("ask-the-clock", code)).toBe(false);
    },
  );

  test("settings are read through env(), not from the process", () => {
    expect(breaks("ask-the-settings", 'process.env["PORT"]')).toBe(true);
    expect(breaks("ask-the-settings", 'import { env } from "node:process"')).toBe(true);
    expect(breaks("ask-the-settings", "process.exit(1); env().PORT")).toBe(false);
  });

  test("functions are not mocked, spies stay allowed", () => {
    expect(breaks("fake-the-wire", 'vi.mock("./hub")')).toBe(true);
    expect(breaks("fake-the-wire", 'vi.doMock("./hub")')).toBe(true);
    expect(breaks("fake-the-wire", 'vi.spyOn(console, "error"); vi.mocked(x)')).toBe(false);
  });

  test.each([
    ...["ml-2", "mr-auto", "-ml-px", "pl-[3px]", "pr-4", "left-0", "right-1/2", "-right-2", "md:left-4", "!pl-2"],
    ...[
      "text-left",
      "hover:text-right",
      "float-left",
      "rounded-l",
      "rounded-tr-lg",
      "border-l",
      "border-r-2",
      "scroll-ml-2",
    ],
  ])("%s takes a side that Persian turns round", (utility) => {
    expect(breaks("logical-sides", `<p className="flex ${utility} gap-2" />`)).toBe(true);
    expect(breaks("logical-sides", `const classes = \`${utility} \${more}\``)).toBe(true);
  });

  test.each([
    ...[
      "ms-2",
      "pe-4",
      "start-0",
      "text-start",
      "rounded-s-lg",
      "rounded-lg",
      "border-line",
      "border-s",
      "html-2",
      "top-left-note",
    ],
    ...[
      "mb-2",
      "px-3",
      "text-lefty",
      "border-red-500",
      "rounded-large",
      "pr",
      "20 minutes left - hurry",
      "left-handed",
    ],
  ])("%s takes no side", (text) => {
    expect(breaks("logical-sides", `<p className="flex ${text}" />`)).toBe(false);
  });

  test("tables are used in queries alone, their types by anyone", () => {
    expect(breaks("sql-in-queries", 'import { users } from "@schema/identity"')).toBe(true);
    expect(breaks("sql-in-queries", 'import { type User } from "@schema/identity"')).toBe(true);
    expect(breaks("sql-in-queries", 'export { users } from "../../drizzle/schema/identity"')).toBe(true);
    expect(breaks("sql-in-queries", 'import type { users } from "@schema/identity"')).toBe(false);
  });

  test.each(["utils.ts", "helpers.server.ts", "index.tsx", "types.ts", "startEnvironment.ts", "Button.tsx"])(
    "%s is no name for a file",
    (name) => {
      expect(breaks("telling-file-name", "", name)).toBe(true);
    },
  );

  test.each(["start-environment.server.ts", "money.test.ts", "app-error.ts", "users.queries.server.ts"])(
    "%s is a name for a file",
    (name) => {
      expect(breaks("telling-file-name", "", name)).toBe(false);
    },
  );
});
