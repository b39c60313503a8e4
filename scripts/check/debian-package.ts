import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { runStage } from "./stage";

/** Where a program is; Debian's package of it is installed when it is missing and this account may. Undefined when there is none. */
export async function programOf(name: string, { inPackage }: { inPackage: string }): Promise<string | undefined> {
  const found = findProgram(name);
  if (found || !mayInstall()) return found;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const updated = await runStage({ name: "apt-get update", command: "apt-get", args: ["update", "-q"], env });
  if (updated.ok)
    await runStage({
      name: `install ${inPackage}`,
      command: "apt-get",
      args: ["install", "-q", "-y", "--no-install-recommends", inPackage],
      env,
    });
  return findProgram(name);
}

function findProgram(name: string): string | undefined {
  const folders = ["/usr/bin", ...(process.env["PATH"] ?? "").split(delimiter)];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function mayInstall(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync("apt-get", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Whether this account may run the file. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
