import { basename } from "node:path";
import { sayNoTo } from "./say-no-to.js";
import { wholeMoney } from "./whole-money.js";

const classText = /* whatever can stand before a utility: the start, a space, a variant, a minus, an important mark */ String.raw`(^|[\s:!])-?`;
const physicalSide = `${classText}(${[
  String.raw`(scroll-)?[mp][lr]-`,
  String.raw`(left|right)-(\d|\[|\(|auto|full|px)`,
  String.raw`(text|float|clear)-(left|right)(?![\w-])`,
  String.raw`rounded-(l|r|tl|tr|bl|br)(?![a-z])`,
  String.raw`border-[lr](?![a-z])`,
].join("|")})`;

const emptyNames = ["utils", "util", "helpers", "helper", "misc", "common", "service", "services", "types", "index"];

/** The project's own rules; where each holds is said in eslint.config.js. */
export const conventions = {
  rules: {
    "ask-the-clock": sayNoTo({
      "NewExpression[callee.name='Date']": "Ask `clock.now()`, or read a time with `instant()`, both of core/clock.",
      "CallExpression[callee.name='Date']": "Ask `clock.now()` of core/clock.",
      "MemberExpression[object.name='Date'][property.name='now']": "Ask `clock.now()` of core/clock.",
    }),
    "ask-the-settings": sayNoTo({
      "MemberExpression[object.name='process'][property.name='env']":
        "Settings are read in core/env.server.ts, once and checked: ask `env()`.",
      "ImportDeclaration[source.value=/^(node:)?process$/]":
        "Settings are read in core/env.server.ts, once and checked: ask `env()`.",
    }),
    "fake-the-wire": sayNoTo({
      "CallExpression[callee.object.name='vi'][callee.property.name=/^(do)?mock$/i]":
        "Fake the wire, never the function: run the simulator or the database.",
    }),
    "logical-sides": sayNoTo({
      [`Literal[value=/${physicalSide}/]`]:
        "Persian runs the other way: use start and end (ms-, pe-, text-start, start-0, rounded-s, border-e).",
      [`TemplateElement[value.raw=/${physicalSide}/]`]:
        "Persian runs the other way: use start and end (ms-, pe-, text-start, start-0, rounded-s, border-e).",
    }),
    "sql-in-queries": sayNoTo({
      "ImportDeclaration[importKind!='type'][source.value=/^@schema[/]|drizzle[/]schema/]":
        "Only *.queries.server.ts uses tables; elsewhere `import type` is enough.",
      "ExportNamedDeclaration[exportKind!='type'][source.value=/^@schema[/]|drizzle[/]schema/]":
        "Tables are not passed on.",
    }),
    "telling-file-name": {
      create: (/** @type {import("./say-no-to.js").Context} */ context) => ({
        Program: (/** @type {object} */ node) => {
          const message = problemOfName(basename(context.filename));
          if (message) context.report({ node, message });
        },
      }),
    },
    "whole-money": wholeMoney,
  },
};

/** @param {string} name @returns {string | undefined} */
function problemOfName(name) {
  const [stem = ""] = name.split(".");
  if (emptyNames.includes(stem)) return `"${stem}" says nothing: name the file for what it does.`;
  return /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/.test(name) ? undefined : "File names are kebab-case.";
}
