import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Steps } from "../scripts/demo/steps";
import { ensureHubVenv, pythonForHub } from "../scripts/stack/jupyterhub";
import { freePorts } from "../scripts/stack/ports";
import { seconds, type Measured } from "./promise";

const COLD_SECONDS = 90;
const WARM_SECONDS = 10;

/** What a shell would have, taken before anything of ours was set: neither this command's npm nor its packages. */
const outside = Object.fromEntries(
  Object.entries(process.env)
    .filter(([name]) => !/^(npm_(?!config_(cache|registry)$)|NODE_|ATRIUM_DATA$)/i.test(name))
    .map(([name, value]) => [name, name === "PATH" ? withoutPackages(value) : value]),
) as NodeJS.ProcessEnv;

function withoutPackages(path = ""): string {
  const folders = path.split(delimiter);
  return folders.filter((folder) => !/node_modules|node-gyp-bin/.test(folder)).join(delimiter);
}

/** `npm run demo` on a fresh clone of what is committed, and again: without a hub, and with one whose virtual environment is there. */
export async function* startPromises(steps: Steps): AsyncGenerator<Measured> {
  yield* await coldAndWarm(steps, "without the hub", ["--no-hub"]);
  if (!(await pythonForHub())) return;
  await ensureHubVenv();
  yield* await coldAndWarm(steps, "with the hub", []);
}

async function coldAndWarm(steps: Steps, how: string, args: string[]): Promise<Measured[]> {
  const clone = mkdtempSync(join(tmpdir(), "atrium-clone-"));
  // PostgreSQL has an account of its own, which must get through.
  chmodSync(clone, 0o755);
  steps.onStop("the clone", () => rmSync(clone, { recursive: true, force: true }));
  execFileSync("git", ["clone", "--quiet", ".", clone]);
  const port = String(await freePorts(7));
  const cold = await steps.run(`cold demo ${how}`, () => demo(steps, clone, port, args));
  const warm = await steps.run(`warm demo ${how}`, () => demo(steps, clone, port, args));
  rmSync(clone, { recursive: true, force: true });
  const { installing = 0 } = cold;
  return [
    {
      promise: `cold npm run demo ${how} < ${COLD_SECONDS} s`,
      bare: `${seconds(installing)} npm ci`,
      ours: seconds(cold.total),
      ratio: `${(cold.total / installing).toFixed(2)} ×`,
      isHeld: cold.total < COLD_SECONDS,
    },
    {
      promise: `warm npm run demo ${how} < ${WARM_SECONDS} s`,
      bare: "",
      ours: seconds(warm.total),
      ratio: "",
      isHeld: warm.total < WARM_SECONDS,
    },
  ];
}

type Start = { total: number; installing?: number };

/** Seconds until the demo says that it is ready, and how many of them npm took; it is ended as by Ctrl-C. */
async function demo(steps: Steps, cwd: string, port: string, args: string[]): Promise<Start> {
  const began = performance.now();
  // A group of its own, which a terminal's Ctrl-C would reach as a whole.
  const npm = spawn("npm", ["run", "demo", "--", ...args], {
    cwd,
    env: { ...outside, PORT: port },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(npm, "exit");
  const stop = async () => {
    if (npm.exitCode === null && npm.signalCode === null && npm.pid) process.kill(-npm.pid, "SIGINT");
    await ended;
  };
  steps.onStop("the demo", stop);
  const said = await outputUntil(npm, /Atrium is ready/);
  const total = (performance.now() - began) / 1000;
  await stop();
  const installed = /Packages installed in (\d+) s/.exec(said)?.[1];
  return { total, ...(installed && { installing: Number(installed) }) };
}

function outputUntil(child: ChildProcess, sign: RegExp): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (sign.test(said)) resolve(said);
      });
    child.once("exit", () => reject(new Error(`The demo ended before it was ready:\n${said.slice(-2000)}`)));
  });
}
