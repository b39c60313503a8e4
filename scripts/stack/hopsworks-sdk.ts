import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pythonWith, type PythonWithPackages } from "./python-packages";

const run = promisify(execFile);
const wanted = ["hopsworks==5.0.6", "pyarrow==26.0.1"];

/**
 * A Python that has the real Hopsworks SDK, kept in the user's cache; or why there is none. `mayInstall` makes it, once per machine:
 * 120 MB to fetch, 500 MB kept, one to four minutes, and a C compiler for one of its parts.
 */
export async function hopsworksSdk({ mayInstall }: { mayInstall: boolean }): Promise<PythonWithPackages> {
  return pythonWith(wanted, { mayInstall, unless: "CI=true or HOPSWORKS_SDK=install" });
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
