import type {
  BackendState,
  CompleteList,
  Observation,
  RunningWorkload,
  StartStep,
  WorkloadBackend,
} from "~/core/workload-backend";
import { jupyterHub } from "./client.server";
import type { ActiveHubServer, HubServer, JupyterHub, JupyterHubOptions } from "./hub";

/**
 * A JupyterHub that runs workloads: an owner is a hub user, a workload one of their servers (the default server where its name is
 * empty), and a size a profile of the same name. Keep it for as long as the hub's address and token last: it remembers how often the
 * hub failed lately.
 */
export function jupyterHubBackend(options: JupyterHubOptions): WorkloadBackend {
  const hub = jupyterHub(options);
  return {
    version: () => hub.version(),
    ensureOwner: (owner) => hub.ensureUser(owner),
    allowsNamed: (owner) => hub.allowsNamedServers(owner),
    deleteOwner: (owner) => hub.deleteUser(owner),
    observe: async ({ owner, name }) => observationOf(owner, name, await hub.server(owner, name)),
    ensureRunning: async ({ owner, name, size }) =>
      observationOf(owner, name, await hub.startServer(owner, { serverName: name, profile: size })),
    ensureStopped: async ({ owner, name }) => observationOf(owner, name, await hub.stopServer(owner, name)),
    remove: ({ owner, name }) => hub.removeServer(owner, name),
    listRunning: () => listRunning(hub),
    progress: ({ owner, name }, signal): AsyncIterable<StartStep> => hub.progress(owner, { serverName: name, signal }),
    lastFailure: ({ owner, name }) => hub.lastFailure(owner, name),
    noteActivity: ({ owner, name }, at) => hub.noteActivity(owner, at, name),
  };
}

/** A hub has no name for a run of a server, and does not run one twice from the same moment: the name is whose, which, and since when. */
export function runIdOf(username: string, serverName: string, startedAt: Date): string {
  return `${encodeURIComponent(username)}/${encodeURIComponent(serverName)}@${startedAt.toISOString()}`;
}

const states = {
  absent: "stopped",
  stopped: "stopped",
  pending: "starting",
  ready: "running",
  stopping: "stopping",
  busy: "busy",
} as const satisfies Record<HubServer["state"], BackendState>;

function observationOf(owner: string, name: string, server: HubServer): Observation {
  const { state, startedAt, lastActivityAt, path, profile, observedAt } = server;
  return {
    state: states[state],
    ownerExists: state !== "absent",
    ...(startedAt && { startedAt, runId: runIdOf(owner, name, startedAt) }),
    ...(observedAt && { clusterTime: observedAt }),
    ...(lastActivityAt && { lastActivityAt }),
    ...(path && { path }),
    ...(profile !== undefined && { size: profile }),
  };
}

async function listRunning(hub: JupyterHub): Promise<CompleteList> {
  const { servers, observedAt } = await hub.activeServers();
  return { workloads: servers.map(runningOf), clusterTime: observedAt };
}

function runningOf({ username, serverName, startedAt, lastActivityAt, profile }: ActiveHubServer): RunningWorkload {
  return {
    owner: username,
    name: serverName,
    runId: runIdOf(username, serverName, startedAt),
    startedAt,
    ...(lastActivityAt && { lastActivityAt }),
    ...(profile !== undefined && { size: profile }),
  };
}
