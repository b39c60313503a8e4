import "./demo/quiet-log";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { prepareDemo } from "./demo/prepare";
import { portalParts } from "./demo/settings";
import { runStack } from "./demo/stack";
import { Steps } from "./demo/steps";
import { contactSheet } from "./screens/contact-sheet";
import { photograph } from "./screens/photograph";
import { freePorts } from "./stack/ports";

const { values } = parseArgs({
  options: { url: { type: "string" }, only: { type: "string" }, out: { type: "string", default: ".screens" } },
});

/** Photographs every page of a running demo (`--url`), or of one that it brings up for the purpose. */
const steps = new Steps();
const directory = mkdtempSync(join(tmpdir(), "atrium-screens-"));
try {
  const url = values.url ?? (await bringUp());
  mkdirSync(values.out, { recursive: true });
  const pictures = await photograph(url, values.out, values.only);
  contactSheet(pictures, values.out);
  process.stdout.write(`\n  ${pictures.length} pictures and contact-sheet.html are in ${values.out}\n`);
} finally {
  await steps.undo();
  rmSync(directory, { recursive: true, force: true });
}

async function bringUp(): Promise<string> {
  const settings = await prepareDemo({ ATRIUM_DATA: directory, PORT: String(await freePorts(portalParts.length)) });
  return (await runStack(settings, steps, { isDevelopment: false, withoutHub: false })).url;
}
