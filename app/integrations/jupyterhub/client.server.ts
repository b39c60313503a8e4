import { AppError, refuse } from "~/core/app-error";
import { instant } from "~/core/clock";
import { NothingStarted } from "~/core/workload-backend";
import { activeServers } from "./active-servers.server";
import { hubUserAnswer, hubVersionAnswer, type HubServerAnswer } from "./contract";
import { deleteUser } from "./delete-user.server";
import {
  askHub,
  parseAnswer,
  hubHttp,
  serverPath,
  userPath,
  usualTimeouts,
  type HubHttp,
  type Timeouts,
} from "./http-client.server";
import type { HubServer, JupyterHub, JupyterHubOptions } from "./hub";
import { allowsNamedServers, refusalOfNamed, removeServer } from "./named-servers/named-servers.server";
import { lastFailure, progress } from "./progress.server";

/** One hub as the portal uses it. Keep it for as long as its address and token last: it remembers how often the hub failed lately. */
export function jupyterHub(options: JupyterHubOptions, timeouts: Timeouts = usualTimeouts): JupyterHub {
  const http = hubHttp(options, timeouts);
  return {
    version: () => version(http),
    ensureUser: (username) => ensureUser(http, username),
    deleteUser: (username) => deleteUser(http, username),
    server: (username, serverName) => server(http, username, serverName),
    startServer: (username, options) => startServer(http, username, options),
    stopServer: (username, serverName) => stopServer(http, username, serverName),
    removeServer: (username, serverName) => removeServer(http, username, serverName),
    allowsNamedServers: (username) => allowsNamedServers(http, username),
    noteActivity: (username, at, serverName) => noteActivity(http, username, at, serverName),
    progress: (username, options) => progress(http, username, options),
    lastFailure: (username, serverName) => lastFailure(http, username, serverName),
    activeServers: () => activeServers(http),
  };
}

async function version(http: HubHttp): Promise<string> {
  const timeoutMs = http.timeouts.read;
  return parseAnswer(
    hubVersionAnswer,
    await askHub(http, { call: "GET /", method: "GET", path: "", timeoutMs, safeToRepeat: true }),
  ).version;
}

async function ensureUser(http: HubHttp, username: string): Promise<void> {
  const call = { call: "POST /users/{name}", method: "POST", path: userPath(username) } as const;
  const { status } = await askHub(http, { ...call, timeoutMs: http.timeouts.create, safeToRepeat: true });
  if (status === 400) refuse("invalid", "hubRefusesName", { username });
  if (![200, 201, 409].includes(status)) refuse("unavailable", "hubAnsweredNonsense");
}

async function server(http: HubHttp, username: string, serverName = ""): Promise<HubServer> {
  const call = { call: "GET /users/{name}", method: "GET", path: userPath(username) } as const;
  const answer = await askHub(http, { ...call, timeoutMs: http.timeouts.read, safeToRepeat: true });
  if (answer.status === 404) return { state: "absent" };
  const model = parseAnswer(hubUserAnswer, answer).servers[serverName];
  const date = answer.headers.get("date");
  return {
    ...(model ? toHubServer(model) : { state: "stopped" as const }),
    ...(date && { observedAt: instant(date) }),
  };
}

async function startServer(
  http: HubHttp,
  username: string,
  options: { serverName?: string; profile: string },
): Promise<HubServer> {
  const { serverName, profile } = options;
  // Asked each time: a hub may be upgraded while we run, and before 6 it takes the wrapper itself for an option.
  const wrapped = Number.parseInt(await version(http).catch(throwAsNothingStarted)) >= 6;
  const body = wrapped ? { user_options: { profile } } : { profile };
  const call = {
    call: "POST /users/{name}/server",
    method: "POST",
    path: serverPath(username, serverName),
    body,
  } as const;
  const refusal = await askHub(http, { ...call, timeoutMs: http.timeouts.change, safeToRepeat: false }).then(
    refusalOfNamed,
    asAppError,
  );
  if (refusal && !["hubDown", "hubAnsweredNonsense"].includes(refusal.code)) throwAsNothingStarted(refusal);
  // The code says little: 201 and 202 may have failed already, 400 and 500 may be starting, and so may what was never answered.
  const now = await server(http, username, serverName);
  if (refusal && !["pending", "ready", "busy"].includes(now.state)) throw refusal;
  return now;
}

async function stopServer(http: HubHttp, username: string, serverName?: string): Promise<HubServer> {
  const call = {
    call: "DELETE /users/{name}/server",
    method: "DELETE",
    path: serverPath(username, serverName),
  } as const;
  await askHub(http, { ...call, timeoutMs: http.timeouts.change, safeToRepeat: true });
  return server(http, username, serverName);
}

/** The hub refuses a server that it does not have by 400, and a user by 404: then there is nothing to note. */
async function noteActivity(http: HubHttp, username: string, at: Date, serverName = ""): Promise<void> {
  const lastActivity = { last_activity: at.toISOString() };
  const { status } = await askHub(http, {
    call: "POST /users/{name}/activity",
    method: "POST",
    path: `${userPath(username)}/activity`,
    body: { ...lastActivity, servers: { [serverName]: lastActivity } },
    timeoutMs: http.timeouts.read,
    safeToRepeat: true,
  });
  if (![200, 400, 404].includes(status)) refuse("unavailable", "hubAnsweredNonsense");
}

function toHubServer(model: HubServerAnswer): HubServer {
  return {
    state: stateOf(model),
    ...(model.started && { startedAt: model.started }),
    ...(model.last_activity && { lastActivityAt: model.last_activity }),
    ...(model.url && { path: model.url }),
    ...(model.user_options && { profile: model.user_options.profile }),
  };
}

function stateOf(model: HubServerAnswer): HubServer["state"] {
  if (model.pending === "spawn") return "pending";
  if (model.pending === "stop") return "stopping";
  if (model.pending) return "busy";
  if (model.ready) return "ready";
  return model.stopped ? "stopped" : "busy";
}

function throwAsNothingStarted(error: unknown): never {
  const { refusal, code, params, retryAfterSeconds } = asAppError(error);
  throw new NothingStarted(refusal, code, params, retryAfterSeconds);
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}
