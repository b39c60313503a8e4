import "../scripts/demo/quiet-log";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareDemo } from "../scripts/demo/prepare";
import { portalParts } from "../scripts/demo/settings";
import { runStack } from "../scripts/demo/stack";
import { Steps } from "../scripts/demo/steps";
import { freePorts } from "../scripts/stack/ports";

/** Brings up the whole demo, real JupyterHub included, in a folder and on ports of its own; takes it down at the end. */
export default async function startStack() {
  // Against a demo that is up already: E2E_URL=http://localhost:3000 npx playwright test
  if (process.env["E2E_URL"]) return undefined;
  const directory = mkdtempSync(join(tmpdir(), "atrium-e2e-"));
  const steps = new Steps();
  const port = await freePorts(portalParts.length);
  try {
    const stack = await runStack(await prepareDemo({ ATRIUM_DATA: directory, PORT: String(port) }), steps, {
      isDevelopment: false,
      withoutHub: false,
    });
    process.env["E2E_URL"] = stack.url;
    process.env["E2E_DATABASE_URL"] = stack.databaseUrl;
  } catch (error) {
    await steps.undo();
    throw error;
  }
  return async () => {
    await steps.undo();
    rmSync(directory, { recursive: true, force: true });
  };
}
