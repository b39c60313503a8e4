import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pythonForHub } from "./jupyterhub-venv";

const run = promisify(execFile);

export type PythonWithPackages = { python: string } | { reason: string };

/**
 * A Python that has these packages (`name==version`), kept in the user's cache; or why there is none. `mayInstall` makes it, once per
 * machine; `unless` is what would have allowed it.
 */
export async function pythonWith(
  wanted: readonly string[],
  { mayInstall, unless }: { mayInstall: boolean; unless: string },
): Promise<PythonWithPackages> {
  const cache =
    process.env["ATRIUM_CACHE"] || join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "atrium");
  const home = join(cache, wanted.join("-").replaceAll("==", "-"));
  const python = join(home, "bin/python");
  if (existsSync(python)) return { python };
  if (!mayInstall) return { reason: `it is not installed, and ${unless} was not given` };
  const creator = await pythonForHub();
  if (!creator) return { reason: "there is no Python 3.10 or newer with its venv module" };
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(`${home}.`);
  try {
    await run(creator, ["-m", "venv", draft]);
    const quietly = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"];
    await run(join(draft, "bin/python"), ["-m", "pip", "install", ...quietly, ...wanted], { timeout: 300_000 });
    // Whoever is first wins; Python itself does not mind that its folder got another name.
    if (!existsSync(home)) renameSync(draft, home);
    return { python };
  } catch (error) {
    return { reason: `its installation failed (${lastLine(error)})` };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function lastLine(error: unknown): string {
  const text = error instanceof Error && "stderr" in error && String(error.stderr).trim();
  return (
    (text || String(error))
      .split("\n")
      .findLast((line) => /error/i.test(line))
      ?.trim() ?? "no cause given"
  );
}
