import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { keepState, readStateFile } from "~/core/state-file.server";
import { SimulatedHub, type KeptHub, type SimulatedProfile } from "./simulator-hub";
import type { HubSimulatorControl } from "./simulator-control";
import { namedRefusal } from "./simulator-named";
import { simulatedLab } from "./simulator-page";
import { sendProgress } from "./simulator-progress";

export type HubSimulator = {
  url: string;
  apiUrl: string;
  publicUrl: string;
  control: HubSimulatorControl;
  stop: () => Promise<void>;
};

/**
 * A JupyterHub 6.1 as the portal sees it, over real HTTP on 127.0.0.1: users, servers, progress, lists, with the codes seen on real hubs. Where a
 * notebook would open, it says that it is a simulator. `profiles` are the sizes it has; without, it takes any.
 */
export async function startHubSimulator(options: {
  port?: number;
  token: string;
  profiles?: Readonly<Record<string, SimulatedProfile>>;
  /** How many named servers a user may have; 0 switches them off, and without a number there is no limit. */
  namedServers?: number;
  /** Keeps users, and the servers that run, over restarts. */
  file?: string;
}): Promise<HubSimulator> {
  const hub = new SimulatedHub(options.profiles);
  const before = options.file ? readStateFile(options.file) : undefined;
  if (before) hub.restore(before as KeptHub);
  const kept = keepState(options.file, () => hub.kept());
  hub.changed = kept.save;
  const control = controlOf(hub, options.namedServers);
  const server = createServer((request, response) => {
    control.calls.push(`${request.method} ${request.url}`);
    control.beforeAnswer();
    void answer(request, response, options.token, control);
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    hub.halt();
    server.closeAllConnections();
    if (server.listening) await once(server.close(), "close");
    kept.flush();
  };
  return { url, apiUrl: `${url}/hub/api`, publicUrl: url, control, stop };
}

function controlOf(hub: SimulatedHub, namedServers: number | undefined): HubSimulatorControl {
  return {
    startTakes: 1500,
    failStartsWith: undefined,
    mood: "well",
    busy: false,
    isSilent: false,
    cutStarts: undefined,
    holdStarts: undefined,
    beforeAnswer: () => undefined,
    namedServers,
    forget: () => hub.forget(),
    calls: [],
    lastBody: undefined,
    hub,
  };
}

type Call = { request: IncomingMessage; response: ServerResponse; url: URL; control: HubSimulatorControl };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  control: HubSimulatorControl,
): Promise<void> {
  if (control.mood === "stalled") return;
  if (control.mood === "down") return void request.socket.destroy();
  if (control.mood !== "well")
    return void response.writeHead(control.mood, { "content-type": "text/html" }).end("<h1>A proxy's page</h1>");
  const call = { request, response, url: new URL(request.url ?? "/", "http://hub"), control };
  response.setHeader("x-jupyterhub-version", control.hub.version);
  if (!call.url.pathname.startsWith("/hub/api")) return simulatedLab(call.url.pathname, response, control.hub);
  if (call.url.pathname === "/hub/api") return json(response, 200, { version: control.hub.version });
  if (request.headers.authorization !== `token ${token}`) return json(response, 403, { status: 403, message: null });
  await answerApi(call);
}

async function answerApi(call: Call): Promise<void> {
  const [kind, ...rest] = call.url.pathname.slice("/hub/api/".length).split("/").map(decodeURIComponent);
  const [username, server, ...tail] = rest;
  if (kind === "users" && username === undefined) return listUsers(call);
  if (kind !== "users" || username === undefined) return refuse(call.response, 404);
  if (server === undefined) return answerUser(call, username);
  const serverName = server === "servers" ? (tail.shift() ?? "") : "";
  if (server === "activity") return noteActivity(call, username);
  if (tail[0] === "progress") return sendProgress(call.response, call.control, username, serverName);
  await answerServer(call, username, serverName);
}

function listUsers({ url, request, response, control }: Call): void {
  const offset = Number(url.searchParams.get("offset") ?? 0);
  const isPaginated = request.headers.accept?.includes("application/jupyterhub-pagination+json") === true;
  const limit = isPaginated ? Math.min(Number(url.searchParams.get("limit") ?? 50), 200) : 50;
  const users = control.hub
    .users()
    .filter((user) => url.searchParams.get("state") !== "active" || Object.keys(user.servers).length > 0);
  const items = users.slice(offset, offset + limit);
  json(
    response,
    200,
    isPaginated
      ? { items, _pagination: { offset, limit, total: users.length + control.hub.hiddenUsers, next: null } }
      : items,
  );
}

function answerUser({ request, response, control }: Call, username: string): void {
  const user = control.hub.user(username);
  if (request.method === "GET") return user ? json(response, 200, user) : refuse(response, 404);
  if (request.method === "DELETE") return removeUser(response, control, username);
  if (request.method !== "POST") return refuse(response, 405);
  if (username.includes("/")) return refuse(response, 400, `Failed to create user: ${username}`);
  if (user) return refuse(response, 409, `User ${username} already exists`);
  control.hub.addUser(username);
  json(response, 201, control.hub.user(username));
}

/** A hub removes nobody whose server is on its way. */
function removeUser(response: ServerResponse, { hub }: HubSimulatorControl, username: string): void {
  const user = hub.user(username);
  if (!user) return refuse(response, 404);
  const isBusy = Object.keys(user.servers).length > 0;
  if (isBusy) return refuse(response, 400, `${username}'s server is in the process of stopping, please wait.`);
  hub.removeUser(username);
  response.writeHead(204).end();
}

async function noteActivity({ request, response, control }: Call, username: string): Promise<void> {
  if (!control.hub.user(username)) return refuse(response, 404);
  const { servers = {} } = (await bodyOf(request)) as { servers?: Record<string, { last_activity: string }> };
  const isKnown = Object.entries(servers).every(([name, { last_activity }]) =>
    control.hub.note(username, name, last_activity),
  );
  return isKnown ? void response.writeHead(200).end() : refuse(response, 400, "No such server");
}

async function answerServer(call: Call, username: string, serverName: string): Promise<void> {
  const { request, response, control } = call;
  if (!control.hub.user(username)) return refuse(response, 404);
  if (request.method !== "DELETE" && request.method !== "POST") return refuse(response, 405);
  const refusal = namedRefusal(control, request.method, username, serverName);
  if (refusal) return refuse(response, refusal.status, refusal.message);
  await (request.method === "DELETE" ? stopServer : startServer)(call, username, serverName);
}

async function stopServer({ request, response, control }: Call, username: string, serverName: string): Promise<void> {
  const { remove } = (await bodyOf(request)) as { remove?: boolean };
  const status = control.hub.stop(username, serverName);
  if (remove && status === 204) control.hub.forgetServer(username, serverName);
  response.writeHead(status).end();
}

async function startServer({ request, response, control }: Call, username: string, serverName: string): Promise<void> {
  if (control.busy !== false) {
    if (typeof control.busy === "number") response.setHeader("retry-after", control.busy);
    return refuse(response, 429, "Too many users trying to log in right now.");
  }
  const options = optionsIn((control.lastBody = await bodyOf(request)), control.hub.version);
  if (control.cutStarts === "before") return void request.socket.destroy();
  await control.holdStarts;
  const status = control.hub.start(username, serverName, options.profile, control);
  if (control.cutStarts === "after") return void request.socket.destroy();
  return status === 400
    ? refuse(response, 400, `${username} is already running`)
    : void response.writeHead(status).end();
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || "{}");
}

/** From 6 on the options are wrapped; before, the wrapper itself was taken for an option. */
function optionsIn(body: unknown, version: string): { profile?: string } {
  return Number.parseInt(version) >= 6
    ? ((body as { user_options?: { profile?: string } }).user_options ?? {})
    : (body as { profile?: string });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, message: string | null = null): void {
  json(response, status, { status, message });
}
