import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { runStage } from "./stage";

/** Where a browser for the end-to-end tests is; installs Debian's when it is missing and this account may. Undefined when there is none. */
export async function chromium(): Promise<string | undefined> {
  const found = findChromium();
  if (found || !mayInstall()) return found;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const updated = await runStage({ name: "apt-get update", command: "apt-get", args: ["update", "-q"], env });
  if (updated.ok)
    await runStage({
      name: "install chromium",
      command: "apt-get",
      args: ["install", "-q", "-y", "--no-install-recommends", "chromium"],
      env,
    });
  return findChromium();
}

function findChromium(): string | undefined {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "chromium"));
  const given = process.env["CHROMIUM_PATH"];
  return (given ? [given] : ["/usr/bin/chromium", ...onPath]).find(isExecutable);
}

function mayInstall(): boolean {
  if (process.env["CHROMIUM_PATH"] || process.getuid?.() !== 0) return false;
  try {
    execFileSync("apt-get", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
