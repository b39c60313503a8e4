import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, test } from "vitest";
import { conventions } from "./conventions.js";
import { restricted, type restrictions } from "./restrictions.js";

type Name = keyof typeof restrictions | "telling-file-name";

const rulesOf = (name: Name): Record<string, "error" | ReturnType<typeof restricted>> =>
  name === "telling-file-name"
    ? { "conventions/telling-file-name": "error" }
    : { "no-restricted-syntax": restricted(name) };

function breaks(name: Name, code: string, fileName = "some-thing.tsx"): boolean {
  const languageOptions = { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } };
  const config = {
    files: ["**/*.{ts,tsx}"],
    plugins: { conventions },
    languageOptions,
    rules: rulesOf(name),
  };
  const problems = new Linter().verify(code, [config], fileName);
  expect(problems.filter((problem) => problem.ruleId === null)).toEqual([]);
  return problems.length > 0;
}

describe("the project's own rules", () => {
  test.each(["new Date()", "new Date(1)", "Date()", "Date.now()"])("%s is asked of the clock instead", (code) => {
    expect(breaks("clock", code)).toBe(true);
  });

  test.each(["clock.now()", "Date.UTC(2026, 0, 1)", "let at: Date", "at instanceof Date"])(
    "%s may be written anywhere",
    (code) => {
      expect(breaks("clock", code)).toBe(false);
    },
  );

  test("settings are read through env(), not from the process", () => {
    expect(breaks("settings", 'process.env["PORT"]')).toBe(true);
    expect(breaks("settings", 'import { env } from "node:process"')).toBe(true);
    expect(breaks("settings", "process.exit(1); env().PORT")).toBe(false);
  });

  test("functions are not mocked, spies stay allowed", () => {
    expect(breaks("mocks", 'vi.mock("./hub")')).toBe(true);
    expect(breaks("mocks", 'vi.doMock("./hub")')).toBe(true);
    expect(breaks("mocks", 'vi.spyOn(console, "error"); vi.mocked(x)')).toBe(false);
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
    expect(breaks("physicalSides", `<p className="flex ${utility} gap-2" />`)).toBe(true);
    expect(breaks("physicalSides", `const classes = \`${utility} \${more}\``)).toBe(true);
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
    expect(breaks("physicalSides", `<p className="flex ${text}" />`)).toBe(false);
  });

  test("tables are used in queries alone, their types by anyone", () => {
    expect(breaks("tables", 'import { users } from "@schema/identity"')).toBe(true);
    expect(breaks("tables", 'import { type User } from "@schema/identity"')).toBe(true);
    expect(breaks("tables", 'export { users } from "../../drizzle/schema/identity"')).toBe(true);
    expect(breaks("tables", 'import type { users } from "@schema/identity"')).toBe(false);
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
