import { basename } from "node:path";
import { wholeMoney } from "./whole-money.js";

const emptyNames = ["utils", "util", "helpers", "helper", "misc", "common", "service", "services", "types", "index"];

/** The rules that no selector can say; the others are in restrictions.js. */
export const conventions = {
  rules: {
    "telling-file-name": {
      create: (/** @type {import("./whole-money.js").Context} */ context) => ({
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
