import jsxA11y from "eslint-plugin-jsx-a11y";
import tseslint from "typescript-eslint";
import { conventions } from "./scripts/eslint/conventions.js";
import { restricted } from "./scripts/eslint/restrictions.js";

const tests = ["**/*.test.{ts,tsx}", "app/testing/**", "e2e/**"];
const outsideTheApp = [
  ...tests,
  "scripts/**",
  "bench/**",
  "server.ts",
  "*.config.{ts,js}",
  "app/**/simulator.ts",
  "app/**/simulator/**",
];
const frameworkModules = [
  "**/*.d.ts",
  "app/root.tsx",
  "app/entry.*.tsx",
  "app/routes.ts",
  "app/routes/**",
  "*.config.{ts,js}",
  "app/testing/database/postgres-template.ts",
  "e2e/start-stack.ts",
];

export default tseslint.config(
  {
    ignores: [
      "build",
      "node_modules",
      ".data",
      ".screens",
      "test-results",
      "drizzle/migrations",
      "public",
      "deploy",
      "clients/typescript/src/schema.ts",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
      // It does not know that a bigint with a unit (core/money) is a bigint.
      "@typescript-eslint/no-unsafe-unary-minus": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/only-throw-error": [
        "error",
        {
          allow: [
            { from: "lib", name: "Response" },
            { from: "package", package: "@remix-run/server-runtime", name: "TypedResponse" },
          ],
        },
      ],
      // A verb of a contract may have nothing to wait for in one of its implementations.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // Sizes and names, everywhere.
    files: ["**/*.{ts,tsx,js,mjs}"],
    plugins: { conventions },
    rules: {
      complexity: ["error", 10],
      eqeqeq: "error",
      "max-lines": ["error", { max: 200, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
      "no-restricted-exports": [
        "error",
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true } },
      ],
      "no-restricted-syntax": restricted("mocks"),
      "conventions/telling-file-name": "error",
    },
  },
  {
    files: ["app/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-syntax": restricted("mocks", "clock", "settings", "tables"),
      "conventions/whole-money": "error",
      "no-console": "error",
    },
  },
  {
    files: ["**/*.tsx"],
    extends: [jsxA11y.flatConfigs.recommended],
    rules: { "max-lines-per-function": ["error", 70] },
  },
  {
    files: ["**/*.tsx", "app/ui/**/*.ts"],
    rules: { "no-restricted-syntax": restricted("mocks", "clock", "settings", "tables", "physicalSides") },
  },
  { files: ["app/routes/**"], rules: { "max-lines": ["error", 80] } },
  // One `example` is what most fields have; that OpenAPI may take `examples` alone one day is no reason not to give it.
  {
    files: ["app/core/{env,settings}.server.ts", "app/routes/api/**", "app/web/api/openapi/**"],
    rules: { "@typescript-eslint/no-deprecated": "off" },
  },
  {
    files: ["app/**/*.queries.server.ts"],
    rules: { "no-restricted-syntax": restricted("mocks", "clock", "settings") },
  },
  {
    files: ["app/core/**"],
    rules: { "no-restricted-syntax": restricted("mocks", "tables"), "conventions/whole-money": "off" },
  },
  // Sentences are a table, and a table is as long as it is.
  { files: ["app/core/i18n/{en,fa}/*.ts"], rules: { "max-lines": "off" } },
  {
    files: outsideTheApp,
    rules: { "no-restricted-syntax": restricted("mocks"), "no-console": "off" },
  },
  { files: tests, rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" } },
  { files: frameworkModules, rules: { "no-restricted-exports": "off" } },
);
