import { execFile, spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pythonForHub } from "./jupyterhub-venv";
import { freePort, isListening } from "./ports";

const run = promisify(execFile);
const require = createRequire(import.meta.url);

const STRIPE_MOCK = "0.203.0";
const LOCALSTRIPE = "1.15.10";

/** Somebody else's stand-in for Stripe, running on loopback, or why there is none here. */
export type Double = { url: string; stop: () => Promise<void> } | { missing: string };

/** Stripe's own stateless mock, which checks every request against the published specification. Needs Go to be made, once per machine. */
export async function startStripeMock(): Promise<Double> {
  const home = await stripeMock();
  if (typeof home !== "string") return home;
  const port = await freePort();
  return started(spawn(join(home, "stripe-mock"), ["-http-addr", `127.0.0.1:${port}`], { stdio: "ignore" }), port);
}

/** Stripe's OpenAPI specification, as a file; it comes inside stripe-mock. */
export async function stripeSpecification(): Promise<{ file: string } | { missing: string }> {
  const home = await stripeMock();
  return typeof home === "string" ? { file: join(home, "spec3.json") } : home;
}

/** A stateful stand-in in Python. It is GPL: a process of its own, made once per machine, never shipped. */
export async function startLocalstripe(): Promise<Double> {
  const python = await localstripe();
  if (typeof python !== "string") return python;
  const port = await freePort();
  // Its own command listens on every address of the machine, and remembers earlier runs.
  const script = `from aiohttp import web; from localstripe.server import app; web.run_app(app, host='127.0.0.1', port=${port}, print=None)`;
  const folder = mkdtempSync(join(tmpdir(), "atrium-localstripe-"));
  const child = spawn(python, ["-c", script], { stdio: "ignore", env: { ...process.env, TMPDIR: folder } });
  const double = await started(child, port);
  if ("missing" in double) return double;
  const stop = async () => {
    await double.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: double.url, stop };
}

/** A stand-in that remembers, and takes idempotency keys as seriously as Stripe does. */
export async function startStatefulMock(): Promise<Double> {
  const port = await freePort();
  const program = require.resolve("stripe-stateful-mock");
  const script = `require(${JSON.stringify(program)}).createExpressApp().listen(${port}, "127.0.0.1")`;
  return started(spawn(process.execPath, ["-e", script], { stdio: "ignore" }), port);
}

export type EmulateSeed = {
  products: { name: string }[];
  prices: { id: string; product_name: string; currency: string; unit_amount: number }[];
  webhooks: { url: string; events: string[]; secret: string }[];
};

/** A stand-in with a hosted checkout page of its own and signed webhooks; its sessions take prices that are there before. */
export async function startEmulate(seed: EmulateSeed): Promise<Double> {
  const { createEmulator } = await import("emulate");
  const emulator = await createEmulator({ service: "stripe", port: await freePort(), seed: { stripe: seed } });
  return { url: emulator.url, stop: () => emulator.close() };
}

/** The folder of a stripe-mock and its specification, or why there is none. */
async function stripeMock(): Promise<string | { missing: string }> {
  const home = join(cacheFolder(), `stripe-mock-${STRIPE_MOCK}`);
  if (existsSync(join(home, "spec3.json"))) return home;
  const mod = `github.com/stripe/stripe-mock@v${STRIPE_MOCK}`;
  return made(home, "stripe-mock", async (draft) => {
    await run("go", ["install", mod], { env: { ...process.env, GOBIN: draft, GOFLAGS: "" }, timeout: 200_000 });
    const { stdout } = await run("go", ["mod", "download", "-json", mod], { cwd: draft });
    const { Dir } = JSON.parse(stdout) as { Dir: string };
    copyFileSync(join(Dir, "embedded/openapi/spec3.json"), join(draft, "spec3.json"));
    return "";
  });
}

/** A Python that has localstripe, or why there is none. */
async function localstripe(): Promise<string | { missing: string }> {
  const home = join(cacheFolder(), `localstripe-${LOCALSTRIPE}`);
  const python = join(home, "bin/python");
  if (existsSync(python)) return python;
  const creator = await pythonForHub();
  if (!creator) return { missing: "localstripe: there is no Python 3.10 or newer here" };
  const answer = await made(home, "localstripe", async (draft) => {
    await run(creator, ["-m", "venv", draft]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
    await run(join(draft, "bin/python"), [...pip, `localstripe==${LOCALSTRIPE}`], { timeout: 120_000 });
  });
  return typeof answer === "string" ? python : answer;
}

/** Makes a folder under another name first: whoever is first wins, and what is there is whole. */
async function made(
  home: string,
  name: string,
  make: (draft: string) => Promise<unknown>,
): Promise<string | { missing: string }> {
  mkdirSync(cacheFolder(), { recursive: true });
  const draft = mkdtempSync(`${home}.`);
  try {
    await make(draft);
    if (!existsSync(home)) renameSync(draft, home);
    return home;
  } catch (error) {
    const said = error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? error.message) : String(error);
    return { missing: `${name} could not be made (${said})` };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function started(child: ChildProcess, port: number): Promise<Double> {
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve()));
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  // Whoever started it may die without a word.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  void ended.then(() => process.off("exit", kill));
  for (let tries = 0; tries < 300; tries++) {
    if (await isListening(port)) return { url: `http://127.0.0.1:${port}`, stop };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  return { missing: `${child.spawnfile} did not start` };
}

function cacheFolder(): string {
  return process.env["ATRIUM_CACHE"] || join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "atrium");
}
