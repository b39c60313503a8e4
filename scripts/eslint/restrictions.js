/** What `no-restricted-syntax` refuses, by name; where each list holds is said in eslint.config.js. */

const classText = /* whatever can stand before a utility: the start, a space, a variant, a minus, an important mark */ String.raw`(^|[\s:!])-?`;
const physicalSide = `${classText}(${[
  String.raw`(scroll-)?[mp][lr]-`,
  String.raw`(left|right)-(\d|\[|\(|auto|full|px)`,
  String.raw`(text|float|clear)-(left|right)(?![\w-])`,
  String.raw`rounded-(l|r|tl|tr|bl|br)(?![a-z])`,
  String.raw`border-[lr](?![a-z])`,
].join("|")})`;

const askTheClock = "Ask `clock.now()`, or read a time with `instant()`, both of core/clock.";
const askTheSettings = "Settings are read in core/env.server.ts, once and checked: ask `env()`.";
const logicalSides =
  "Persian runs the other way: use start and end (ms-, pe-, text-start, start-0, rounded-s, border-e).";

export const restrictions = {
  clock: [
    { selector: "NewExpression[callee.name='Date']", message: askTheClock },
    { selector: "CallExpression[callee.name='Date']", message: askTheClock },
    { selector: "MemberExpression[object.name='Date'][property.name='now']", message: askTheClock },
  ],
  settings: [
    { selector: "MemberExpression[object.name='process'][property.name='env']", message: askTheSettings },
    { selector: "ImportDeclaration[source.value=/^(node:)?process$/]", message: askTheSettings },
  ],
  mocks: [
    {
      selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(do)?mock$/i]",
      message: "Simulate the wire, never the function: run the simulator or the database.",
    },
  ],
  physicalSides: [
    { selector: `Literal[value=/${physicalSide}/]`, message: logicalSides },
    { selector: `TemplateElement[value.raw=/${physicalSide}/]`, message: logicalSides },
  ],
  tables: [
    {
      selector: "ImportDeclaration[importKind!='type'][source.value=/^@schema[/]|drizzle[/]schema/]",
      message: "Only *.queries.server.ts uses tables; elsewhere `import type` is enough.",
    },
    {
      selector: "ExportNamedDeclaration[exportKind!='type'][source.value=/^@schema[/]|drizzle[/]schema/]",
      message: "Tables are not passed on.",
    },
  ],
};

/**
 * The rule that refuses these lists: of two configurations that meet in a file the later one holds alone.
 * @param {(keyof typeof restrictions)[]} names
 * @returns {["error", ...{ selector: string, message: string }[]]}
 */
export function restricted(...names) {
  return ["error", ...names.flatMap((name) => restrictions[name])];
}
