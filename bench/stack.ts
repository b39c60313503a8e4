import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareDemo } from "../scripts/demo/prepare";
import { runStack, type Stack } from "../scripts/demo/stack";
import { portalParts, type DemoSettings } from "../scripts/demo/settings";
import type { Steps } from "../scripts/demo/steps";
import { freePorts } from "../scripts/stack/ports";
import { METRICS_TOKEN } from "./loaded-server";

export type Demo = Stack & { settings: DemoSettings };

/** A demo in a folder and on ports of its own; `steps.undo()` takes it down and leaves nothing. */
export async function bringUpDemo(steps: Steps, { withoutHub }: { withoutHub: boolean }): Promise<Demo> {
  const directory = mkdtempSync(join(tmpdir(), "atrium-bench-"));
  // PostgreSQL has an account of its own, which must get through.
  chmodSync(directory, 0o755);
  steps.onStop("its folder", () => rmSync(directory, { recursive: true, force: true }));
  const settings = await prepareDemo({ ATRIUM_DATA: directory, PORT: String(await freePorts(portalParts.length)) });
  return {
    settings,
    ...(await runStack(settings, steps, { isDevelopment: false, withoutHub, portalEnv: { METRICS_TOKEN } })),
  };
}
