import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const requirements = new URL("../../deploy/jupyterhub/requirements.txt", import.meta.url).pathname;

type Python = { executable: string; version: string };

/** The path of a Python ≥ 3.10 that can make virtual environments, or undefined where PATH has none. */
export async function pythonForHub(): Promise<string | undefined> {
  return (await findPython())?.executable;
}

/**
 * The folder of a virtual environment with JupyterHub, made once per machine (about 75 seconds and 400 MB) in the user's cache and shared by every clone
 * with the same requirements. Safe to call from several processes at once. Throws an Error whose message is one sentence to show.
 */
export async function ensureHubVenv(options: { onProgress?: (sentence: string) => void } = {}): Promise<string> {
  const python = await findPython();
  if (!python)
    throw new Error(
      "JupyterHub needs Python 3.10 or newer with its venv module (on Debian: apt-get install python3-venv).",
    );
  const wanted = await readFile(requirements);
  const name = createHash("sha256").update(wanted).update(python.version).digest("hex").slice(0, 16);
  const venv = join(cacheFolder(), `jupyterhub-${name}`);
  if (await isComplete(venv)) return venv;
  await mkdir(cacheFolder(), { recursive: true });
  await locked(`${venv}.lock`, async () => {
    if (await isComplete(venv)) return;
    options.onProgress?.("Installing JupyterHub and JupyterLab, once per machine: about a minute and 400 MB.");
    await build(venv, python);
  });
  return venv;
}

async function findPython(): Promise<Python | undefined> {
  const probe =
    "import ensurepip, venv, sys; assert sys.version_info >= (3, 10); print(sys.executable, sys.version.split()[0], sep='\\n')";
  for (const name of ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"]) {
    const answer = await run(name, ["-c", probe]).catch(() => undefined);
    const [executable, version] = answer?.stdout.trim().split("\n") ?? [];
    if (executable && version) return { executable, version };
  }
  return undefined;
}

function cacheFolder(): string {
  if (process.env["ATRIUM_CACHE"]) return process.env["ATRIUM_CACHE"];
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "atrium");
}

/** A virtual environment cannot be moved, so it is built in place and the marker, written last, says that it is whole. */
const isComplete = (venv: string) =>
  access(join(venv, ".complete")).then(
    () => true,
    () => false,
  );

async function build(venv: string, python: Python): Promise<void> {
  const log = `${venv}.log`;
  await rm(venv, { recursive: true, force: true });
  await logged(log, python.executable, ["-m", "venv", venv]);
  await logged(log, join(venv, "bin/python"), [
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "--no-input",
    "-r",
    requirements,
  ]);
  await writeFile(join(venv, ".complete"), "");
}

async function logged(log: string, command: string, args: string[]): Promise<void> {
  const output = createWriteStream(log, { flags: "a" });
  await once(output, "open");
  const child = spawn(command, args, { stdio: ["ignore", output, output] });
  const [code] = (await once(child, "exit")) as [number | null];
  output.close();
  if (code === 0) return;
  const cause =
    (await readFile(log, "utf8"))
      .trim()
      .split("\n")
      .findLast((line) => /error|no space/i.test(line)) ?? `exit code ${code}`;
  throw new Error(`JupyterHub could not be installed (${cause.trim()}); the log is ${log}`);
}

async function locked(lock: string, work: () => Promise<void>): Promise<void> {
  while (!(await take(lock))) {
    const holder = Number(await readFile(lock, "utf8").catch(() => "0"));
    if (holder && !isAlive(holder)) await rm(lock, { force: true });
    await pause(300);
  }
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

const take = (lock: string) =>
  writeFile(lock, String(process.pid), { flag: "wx" }).then(
    () => true,
    () => false,
  );

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
