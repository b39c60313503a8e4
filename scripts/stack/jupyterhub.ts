import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ensureHubVenv } from "./jupyterhub-venv";
import { isListening } from "./ports";

export { ensureHubVenv, pythonForHub } from "./jupyterhub-venv";

const configuration = new URL("../../deploy/jupyterhub/jupyterhub_config.py", import.meta.url).pathname;
const proxyCommand = [
  process.execPath,
  new URL("../../node_modules/configurable-http-proxy/bin/configurable-http-proxy", import.meta.url).pathname,
];

/** A size as the hub's spawner knows it; `test` is heeded by the test spawner alone. */
export type HubProfile = { cpuMilli: number; memoryMib: number; gpus: number; test?: "slow" | "fail" | "crash" };

export type JupyterHubStart = {
  /** Keeps the hub's database, its log and the members' home folders. */
  directory: string;
  publicPort: number;
  hubPort: number;
  proxyApiPort: number;
  oidc: { issuer: string; clientId: string; clientSecret: string };
  portalToken: string;
  /** Where the hub's pages send people who want to start a server. */
  portalUrl?: string;
  /** By the slug of the size. */
  profiles: Record<string, HubProfile>;
  testSpawner?: boolean;
  /** How many named servers a member may have; 0 switches them off, and without a number there is no limit. */
  namedServers?: number;
  /** Whether the hub stops people's servers when it is told to stop. `stop()` leaves nothing behind either way. */
  cleanupServers?: boolean;
  /** Told when the hub's packages have to be installed first. */
  onProgress?: (sentence: string) => void;
};

export type RunningJupyterHub = { publicUrl: string; apiUrl: string; version: string; stop: () => Promise<void> };

/**
 * Starts a JupyterHub with its proxy on loopback and waits until both answer. What an earlier start of the same directory left behind is ended
 * first; when this process dies, the hub ends by itself. The public address is 127.0.0.1 on purpose: the portal's is localhost, and browsers share
 * cookies between ports but not between hosts. Throws an Error whose message is one sentence and the end of the hub's log.
 */
export async function startJupyterHub(options: JupyterHubStart): Promise<RunningJupyterHub> {
  const { onProgress } = options;
  const venv = await ensureHubVenv(onProgress && { onProgress });
  const run = join(options.directory, "run");
  await mkdir(run, { recursive: true });
  await endLeftovers(run);
  await refuseTakenPorts([options.publicPort, options.hubPort, options.proxyApiPort]);
  const publicUrl = `http://127.0.0.1:${options.publicPort}`;
  const apiUrl = `http://127.0.0.1:${options.hubPort}/hub/api`;
  const hub = launch(venv, options, publicUrl);
  const stop = async () => {
    await end(hub);
    await endLeftovers(run);
  };
  try {
    const version = await answering(apiUrl, hub);
    await answering(`${publicUrl}/hub/api`, hub);
    return { publicUrl, apiUrl, version, stop };
  } catch (error) {
    await stop();
    const log = await readFile(logOf(options), "utf8");
    const tail = log.trim().split("\n").slice(-15).join("\n");
    throw new Error(
      `JupyterHub did not start: ${(error as Error).message}. Its log is ${logOf(options)} and ends with:\n${tail}`,
      { cause: error },
    );
  }
}

/** The hub would start all the same and wait for ever behind a proxy that could not. */
async function refuseTakenPorts(ports: number[]): Promise<void> {
  for (const port of ports) {
    if (await isListening(port))
      throw new Error(
        `JupyterHub needs port ${port}, where another program listens: end that program or choose another port.`,
      );
  }
}

const logOf = (options: JupyterHubStart) => join(options.directory, "hub.log");

function launch(venv: string, options: JupyterHubStart, publicUrl: string): ChildProcess {
  const log = openSync(logOf(options), "w");
  const child = spawn(join(venv, "bin/jupyterhub"), ["-f", configuration], {
    cwd: options.directory,
    // A group of its own, so that Ctrl-C reaches us alone; its standard input ends with us, and the hub ends with it.
    detached: true,
    stdio: ["pipe", log, log],
    env: { ...(inherited() as NodeJS.ProcessEnv), ...settings(options, publicUrl) },
  });
  closeSync(log);
  return child;
}

function settings(options: JupyterHubStart, publicUrl: string): Record<string, string> {
  return {
    HUB_DATA: options.directory,
    HUB_PUBLIC_URL: `${publicUrl}/`,
    HUB_BIND_URL: publicUrl,
    HUB_API_BIND_URL: `http://127.0.0.1:${options.hubPort}`,
    HUB_PROXY_API_URL: `http://127.0.0.1:${options.proxyApiPort}`,
    HUB_PROXY_COMMAND: JSON.stringify(proxyCommand),
    HUB_PROFILES: JSON.stringify(options.profiles),
    HUB_TEST_SPAWNER: options.testSpawner ? "1" : "",
    HUB_NAMED_SERVERS: String(options.namedServers ?? ""),
    HUB_CLEANUP_SERVERS: options.cleanupServers ? "1" : "",
    HUB_STOPS_WITH_ITS_PARENT: "1",
    OIDC_ISSUER: options.oidc.issuer,
    OIDC_CLIENT_ID: options.oidc.clientId,
    OIDC_CLIENT_SECRET: options.oidc.clientSecret,
    PORTAL_HUB_TOKEN: options.portalToken,
    HUB_PORTAL_URL: options.portalUrl ?? "",
  };
}

/** What a person has set for other Pythons, Jupyters or hubs must not reach this one. */
function inherited(): Record<string, string | undefined> {
  const foreign = /^(PYTHON|JUPYTER|CONFIGPROXY_|NODE_OPTIONS|VIRTUAL_ENV)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** The hub's version as soon as it answers at this address; a proxy that has no route to it yet does not say one. */
async function answering(url: string, hub: ChildProcess): Promise<string> {
  const timeout = AbortSignal.timeout(90_000);
  let failure: Error | undefined;
  hub.once("error", (error) => (failure = error));
  while (!timeout.aborted) {
    if (failure) throw failure;
    if (hasEnded(hub)) throw new Error(`it ended with ${hub.signalCode ?? `exit code ${hub.exitCode}`}`);
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    await answer?.body?.cancel();
    const version = answer?.headers.get("x-jupyterhub-version");
    if (version) return version;
    await pause(100);
  }
  throw new Error(`it did not answer at ${url} within 90 seconds`);
}

const hasEnded = (hub: ChildProcess) => hub.exitCode !== null || hub.signalCode !== null;

async function end(hub: ChildProcess): Promise<void> {
  if (hasEnded(hub) || !hub.pid) return;
  const ended = once(hub, "exit");
  hub.kill("SIGTERM");
  await Promise.race([ended, pause(20_000, undefined, { ref: false })]);
}

/** Hub, proxy and servers each keep a file with their process id in `run`: what still runs of them is killed with its group. */
async function endLeftovers(run: string): Promise<void> {
  for (const name of await readdir(run).catch(() => [])) {
    const pid = Number(await readFile(join(run, name), "utf8").catch(() => "0"));
    while (pid > 1 && isOurs(pid)) {
      killGroup(pid);
      await pause(50);
    }
    await rm(join(run, name), { force: true });
  }
}

/** Process ids are given out again: only what still is a hub, a proxy or a notebook server, and not a zombie, is ended. */
function isOurs(pid: number): boolean {
  try {
    const process = execFileSync("ps", ["-o", "stat=,command=", "-p", String(pid)], { encoding: "utf8" });
    return /^[^Z].*(jupyterhub|configurable-http-proxy)/s.test(process.trim());
  } catch {
    return false;
  }
}

function killGroup(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, "SIGKILL");
    } catch {
      // Gone already, or not the leader of a group.
    }
  }
}
