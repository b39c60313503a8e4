import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pythonForHub } from "./jupyterhub-venv";

const run = promisify(execFile);
const wanted = ["hopsworks==5.0.6", "pyarrow==26.0.1"];

export type HopsworksSdk = { python: string } | { reason: string };

/**
 * A Python that has the real Hopsworks SDK, kept in the user's cache; or why there is none. `mayInstall` makes it, once per machine:
 * 120 MB to fetch, 500 MB kept, one to four minutes, and a C compiler for one of its parts.
 */
export async function hopsworksSdk(options: { mayInstall: boolean }): Promise<HopsworksSdk> {
  const cache =
    process.env["ATRIUM_CACHE"] || join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "atrium");
  const home = join(cache, wanted.join("-").replaceAll("==", "-"));
  const python = join(home, "bin/python");
  if (existsSync(python)) return { python };
  if (!options.mayInstall) return { reason: "it is not installed, and HOPSWORKS_SDK=install was not given" };
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

/** A certificate for loopback that nobody has to trust, because the SDK speaks TLS alone; undefined where there is no openssl. */
export async function selfSigned(): Promise<{ key: string; cert: string } | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "atrium-tls-"));
  const request =
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout - -days 2 -subj /CN=localhost";
  try {
    const { stdout } = await run("openssl", request.split(" "), { cwd: folder });
    const border = stdout.indexOf("-----BEGIN CERTIFICATE");
    return { key: stdout.slice(0, border), cert: stdout.slice(border) };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
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
