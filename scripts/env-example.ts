/** Writes `.env.example` from the settings themselves; with `--check` it only says whether the file is what would be written. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { aboutSetting } from "../app/core/env.server";
import { settings } from "../app/core/settings.server";

const file = fileURLToPath(new URL("../.env.example", import.meta.url));

/** The text of `.env.example`: what an installation must give stands bare, what may be left out stands behind a `#`. */
export function envExample(): string {
  const names = Object.keys(settings.shape) as (keyof typeof settings.shape)[];
  const head =
    "# The settings of Atrium, checked at start (app/core/settings.server.ts). Made by: npm run env:example\n";
  return [head, ...names.map(lines)].join("\n");
}

function lines(name: keyof typeof settings.shape): string {
  const setting = settings.shape[name];
  const unset = setting.safeParse(undefined);
  const given = `${name}=${aboutSetting(name).example}`;
  const needed = !unset.success || name === "AUTH0_DOMAIN";
  const standard =
    unset.success && unset.data !== undefined && String(unset.data) !== "" ? ` Left out: ${String(unset.data)}.` : "";
  return `# ${setting.description ?? ""}${standard}\n${needed ? given : `# ${given}`}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes("--check")) writeFileSync(file, envExample());
  else if (readFileSync(file, "utf8") !== envExample()) {
    console.error(".env.example is not what the settings say: run npm run env:example");
    process.exitCode = 1;
  }
}
