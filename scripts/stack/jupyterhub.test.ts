import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { jupyterHub } from "../../app/integrations/jupyterhub/client.server";
import { pythonForHub, startJupyterHub, type JupyterHubStart } from "./jupyterhub";
import { freePort } from "./ports";

const python = await pythonForHub();
let options: JupyterHubStart;

beforeEach(async () => {
  options = {
    directory: await mkdtemp(join(tmpdir(), "atrium-hub-")),
    publicPort: await freePort(),
    hubPort: await freePort(),
    proxyApiPort: await freePort(),
    oidc: { issuer: "http://127.0.0.1:9", clientId: "jupyterhub", clientSecret: "nobody signs in here" },
    portalToken: "portal-token-for-the-start-0123456789",
    profiles: { small: { cpuMilli: 500, memoryMib: 512, gpus: 0 } },
  };
});
afterEach(() => rm(options.directory, { recursive: true, force: true }));

test.skipIf(!python)(
  "a start ends what a killed hub left behind, and a stop leaves nothing",
  { timeout: 300_000 },
  async () => {
    const killed = await startJupyterHub(options);
    const hub = jupyterHub({ apiUrl: killed.apiUrl, token: options.portalToken, fetch });
    await hub.ensureUser("alice@example.org");
    await hub.startServer("alice@example.org", { profile: "small" });
    const left = await expectProcesses(3);
    process.kill(left["hub.pid"] ?? 0, "SIGKILL");

    const again = await startJupyterHub(options);
    expect(await hub.server("alice@example.org")).toEqual({ state: "stopped", observedAt: expect.any(Date) as Date });
    const running = await expectProcesses(2);
    for (const pid of Object.values(left)) expect(isAlive(pid)).toBe(false);

    await again.stop();
    for (const pid of Object.values(running)) expect(isAlive(pid)).toBe(false);
    expect(await readdir(join(options.directory, "run"))).toEqual([]);
  },
);

test.skipIf(!python)("a port that is taken is named", { timeout: 300_000 }, async () => {
  const other = createServer().listen(options.publicPort, "127.0.0.1");
  await once(other, "listening");
  await expect(startJupyterHub(options)).rejects.toThrow(`port ${options.publicPort}, where another program listens`);
  other.close();
});

test.skipIf(!python)("a hub that ends at once says why", { timeout: 300_000 }, async () => {
  await expect(startJupyterHub({ ...options, portalToken: "" })).rejects.toThrow(
    /ended with exit code 1[\s\S]*PORTAL_HUB_TOKEN is not set/,
  );
});

async function expectProcesses(count: number): Promise<Record<string, number>> {
  const run = join(options.directory, "run");
  await expect.poll(() => readdir(run), { timeout: 20_000 }).toHaveLength(count);
  const files = await readdir(run);
  const pids = files.map(async (name) => [name, Number(await readFile(join(run, name), "utf8"))] as const);
  return Object.fromEntries(await Promise.all(pids));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
