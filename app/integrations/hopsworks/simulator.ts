import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { clock } from "~/core/clock";
import { keepState, readStateFile, type StateFile } from "~/core/state-file.server";
import { adminEndpoints } from "./simulator/admin";
import { SimulatedError, type Answer, type Endpoint } from "./simulator/answers";
import { memberEndpoints } from "./simulator/member";
import {
  addKey,
  addUser,
  storedWorldOf,
  newWorld,
  restoreWorld,
  type NewUser,
  type SimulatedKey,
  type SimulatedProject,
  type SimulatedUser,
  type World,
} from "./simulator/world";

const PREFIX = "/hopsworks-api/api";
const endpoints = [...memberEndpoints, ...adminEndpoints];
const everyScope = ["ADMIN", "ADMINISTER_USERS", "ADMINISTER_USERS_REGISTER", "PROJECT", "JOB", "FEATURESTORE", "USER"];

/** `lost`: the work is done and the connection is dropped. `refused`: dropped before anything is done. `unknown`: no such route or filter. */
export type Misbehaviour = "error" | "unknown" | "html" | "stalled" | "refused" | "lost";

export type HopsworksControl = {
  /** The next `times` requests (those whose `METHOD /path` matches) go wrong. */
  misbehave(how: Misbehaviour, times?: number, which?: RegExp): void;
  behave(): void;
  /** How long Hopsworks takes to create a project, in milliseconds. */
  takeForProjects(milliseconds: number): void;
  /** Loses every user and project but the administrator, as a fresh installation. */
  forget(): void;
  addUser(user: NewUser): SimulatedUser;
  /** A project of somebody else's making. */
  addProject(project: Pick<SimulatedProject, "name" | "ownerId" | "creationStatus">): void;
  addKey(ownerId: number, scopes: readonly string[]): string;
  users(): readonly SimulatedUser[];
  projects(): readonly SimulatedProject[];
  /** `METHOD /path` of every request since the start or `forget`. */
  requests(): readonly string[];
};

export type HopsworksSimulator = { url: string; apiKey: string; control: HopsworksControl; stop: () => Promise<void> };

export type HopsworksSimulatorOptions = {
  port?: number;
  apiKey?: string;
  idpClientIds?: readonly string[];
  version?: string;
  /** PEM; with it the installation speaks TLS, as one behind a proxy does. */
  tls?: { key: string; cert: string };
  /** Keeps users and projects over restarts. */
  file?: string;
};

type Fault = { how: Misbehaviour; times: number; which: RegExp };
type Simulation = { world: World; requests: string[]; faults: Fault[]; kept: StateFile };

/** A Hopsworks installation over HTTP on loopback, as far as the portal and a signing-in SDK can tell. See README.md. */
export async function startHopsworksSimulator(options: HopsworksSimulatorOptions = {}): Promise<HopsworksSimulator> {
  const world = newWorld(options.version ?? "5.0.0", options.idpClientIds ?? ["atrium"]);
  const before = options.file ? readStateFile(options.file) : undefined;
  if (before) restoreWorld(world, before);
  const apiKey = addKey(world, 10000, everyScope, options.apiKey);
  const kept = keepState(options.file, () => storedWorldOf(world));
  const simulation: Simulation = { world, requests: [], faults: [], kept };
  const listener = (request: IncomingMessage, response: ServerResponse) => void serve(simulation, request, response);
  const server = options.tls ? createSecureServer(options.tls, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve),
  );
  const stop = async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    kept.flush();
  };
  return {
    url: `${options.tls ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    control: controlOf(simulation),
    stop,
  };
}

function controlOf(simulation: Simulation): HopsworksControl {
  const { world, faults, requests, kept } = simulation;
  return {
    misbehave: (how, times = 1, which = /./) => void faults.push({ how, times, which }),
    behave: () => void faults.splice(0),
    takeForProjects: (milliseconds) => void (world.createasMs = milliseconds),
    forget: () => {
      Object.assign(world, { users: world.users.slice(0, 1), projects: [] });
      requests.splice(0);
      kept.save();
    },
    addUser: (user) => {
      kept.save();
      return addUser(world, user);
    },
    addProject: (project) => {
      world.projects.push({ ...project, id: world.nextProjectId++, createdAt: clock.now() });
      kept.save();
    },
    addKey: (ownerId, scopes) => addKey(world, ownerId, scopes),
    users: () => world.users,
    projects: () => world.projects,
    requests: () => requests,
  };
}

async function serve(simulation: Simulation, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request).catch(() => "");
  const line = `${request.method} ${new URL(request.url ?? "/", "http://localhost").pathname.slice(PREFIX.length)}`;
  simulation.requests.push(line);
  const fault = nextFault(simulation.faults, line);
  if (fault === "stalled") return;
  if (fault === "refused") return void request.socket.destroy();
  if (fault === "html") return send(response, { status: 200, body: "<html><body>Sign in to the proxy</body></html>" });
  if (fault === "error") return send(response, new SimulatedError(120000).answer);
  if (fault === "unknown") return send(response, new SimulatedError(120004).answer);
  const answer = await answered(simulation.world, request, body);
  if (request.method !== "GET") simulation.kept.save();
  if (fault === "lost") return void request.socket.destroy();
  send(response, answer);
}

function nextFault(faults: Fault[], line: string): Misbehaviour | undefined {
  const fault = faults.find((one) => one.times > 0 && one.which.test(line));
  if (fault) fault.times--;
  return fault?.how;
}

/** Routing comes before the key, the key before the role, the role before the scope. */
async function answered(world: World, request: IncomingMessage, body: string): Promise<Answer> {
  try {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const path = url.pathname.startsWith(PREFIX) ? url.pathname.slice(PREFIX.length) : "";
    const endpoint = endpoints.find((one) => one.method === request.method && one.path.test(path));
    if (!endpoint) throw new SimulatedError(120004);
    const caller = authorised(world, endpoint, request.headers.authorization);
    const params = (endpoint.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
    return await endpoint.work({
      world,
      caller,
      params,
      base: `${url.origin}${PREFIX}`,
      query: url.searchParams,
      body: parsed(body),
    });
  } catch (error) {
    if (error instanceof SimulatedError) return error.answer;
    throw error;
  }
}

function authorised(
  world: World,
  { scopes, isForAdmins }: Endpoint,
  header: string | undefined,
): SimulatedUser | undefined {
  if (!scopes) return undefined;
  const key = keyOf(world, header);
  const owner = world.users.find((user) => user.id === key.ownerId);
  if (!owner || (isForAdmins && !owner.roles.includes("HOPS_ADMIN"))) throw new SimulatedError(320003);
  if (!scopes.some((scope) => key.scopes.has(scope))) throw new SimulatedError(320004);
  return owner;
}

function keyOf(world: World, header: string | undefined): SimulatedKey {
  if (!header) throw new SimulatedError(200003);
  if (!header.startsWith("ApiKey ")) throw new SimulatedError(200003, { errorMsg: "Invalidated Api key." });
  const [prefix = "", secret] = header.slice("ApiKey ".length).split(".");
  if (!secret) throw new SimulatedError(320012);
  const key = world.keys.get(prefix);
  if (!key) throw new SimulatedError(320013);
  if (key.secret !== secret) throw new SimulatedError(320012);
  return key;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const isText = typeof body === "string";
  const type = body === undefined ? {} : { "content-type": isText ? "text/html" : "application/json" };
  response.writeHead(status, { ...type, ...headers });
  response.end(isText || body === undefined ? body : JSON.stringify(body));
}
