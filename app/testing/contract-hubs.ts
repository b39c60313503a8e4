import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHubSimulator } from "~/integrations/jupyterhub/simulator";
import { pythonForHub, startJupyterHub, type HubProfile } from "../../scripts/stack/jupyterhub";
import { freePort } from "../../scripts/stack/ports";

export const contractToken = "portal-token-for-the-contract-0123456789";
const size = { cpuMilli: 500, memoryMib: 512, gpus: 0 };
const profiles: Record<string, HubProfile> = {
  small: size,
  slow: { ...size, test: "slow" },
  full: { ...size, test: "fail" },
  broken: { ...size, test: "crash" },
};

/** The hubs that are held to the contract: the simulator, and a real JupyterHub where one can be run. A user may have `namedServers`. */
export async function contractHubs(namedServers = 2) {
  const simulator = {
    name: "the simulator",
    start: () => startHubSimulator({ token: contractToken, profiles, namedServers }),
  };
  const hub = { name: "JupyterHub", start: () => real(namedServers) };
  return (await pythonForHub()) ? [simulator, hub] : [simulator];
}

async function real(namedServers: number) {
  const directory = await mkdtemp(join(tmpdir(), "atrium-hub-"));
  const [publicPort, hubPort, proxyApiPort] = [await freePort(), await freePort(), await freePort()];
  const oidc = { issuer: "http://127.0.0.1:9", clientId: "jupyterhub", clientSecret: "nobody signs in here" };
  const hub = await startJupyterHub({
    directory,
    publicPort,
    hubPort,
    proxyApiPort,
    oidc,
    portalToken: contractToken,
    profiles,
    testSpawner: true,
    namedServers,
  });
  const stop = async () => {
    await hub.stop();
    await rm(directory, { recursive: true, force: true });
  };
  return { ...hub, stop };
}
