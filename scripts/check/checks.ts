import type { Stage } from "./stage";

const inCache = (name: string) => `node_modules/.cache/${name}/`;

/**
 * Every check, longest first. With `cached` only changed files are linted: quick, but what a change elsewhere does to the types
 * of a file is then seen by tsc alone.
 */
export function checks(options: { cached: boolean }): Stage[] {
  const eslintCache = options.cached
    ? ["--cache", "--cache-strategy=content", `--cache-location=${inCache("eslint")}`]
    : [];
  return [
    { name: "eslint", command: "eslint", args: [".", "--max-warnings=0", ...eslintCache] },
    { name: "types", command: "tsc", args: ["-p", "."] },
    {
      name: "dependencies",
      command: "depcruise",
      args: ["."],
    },
    { name: "unused code", command: "knip", args: ["--no-progress", "--no-config-hints"] },
    { name: "image", command: "dockerfile-utils", args: ["lint", "Dockerfile"] },
    { name: "compose", command: "dclint", args: ["--quiet", "deploy/compose.yaml"] },
    { name: "format", command: "prettier", args: ["--check", "--log-level=warn", "."] },
  ];
}
