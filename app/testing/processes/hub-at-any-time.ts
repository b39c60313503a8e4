import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { clock, later } from "~/core/clock";

type Listed = { username: string; serverName?: string; started: Date; profile?: string | undefined };

/**
 * A hub over real HTTP whose clock is the portal's, `skewMs` ahead, so that tests may move time. `running` is what it lists, with `started` on
 * the hub's clock; it answers for single users, and starts and stops servers at once. `trouble` is what it does instead: takes the call
 * and stays silent, answers a proxy's page, or cuts the list.
 */
export async function startHubAtAnyTime() {
  const control = {
    running: [] as Listed[],
    trouble: undefined as "silent" | "proxy" | "half" | undefined,
    skewMs: 0,
    delayMs: 0,
    calls: 0,
  };
  const server = createServer((request, response) => {
    control.calls += 1;
    if (control.trouble === "silent") return;
    if (control.trouble === "proxy")
      return void response.writeHead(503, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>");
    setTimeout(() => answer(request, response, control), control.delayMs);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const hangUp = () => server.closeAllConnections();
  const stop = async () => {
    hangUp();
    await once(server.close(), "close");
  };
  return { control, apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hub/api`, hangUp, stop };
}

export type HubAtAnyTime = Awaited<ReturnType<typeof startHubAtAnyTime>>;

function answer(request: IncomingMessage, response: ServerResponse, control: HubAtAnyTime["control"]): void {
  const url = new URL(request.url ?? "/", "http://hub");
  const [resource, name, kind, serverName = ""] = url.pathname.split("/").slice(3).map(decodeURIComponent);
  response.setHeader("content-type", "application/json");
  response.setHeader("x-jupyterhub-version", "6.1.1");
  response.setHeader("date", later(clock.now(), control.skewMs).toUTCString());
  if (resource === undefined || resource === "") return void response.end(JSON.stringify({ version: "6.1.1" }));
  if (name === undefined) return listed(url, response, control);
  if (request.method === "POST" && kind !== undefined) {
    control.running.push({ username: name, serverName, started: later(clock.now(), control.skewMs) });
    return void response.writeHead(201).end();
  }
  if (request.method === "DELETE" && kind !== undefined)
    return void response.writeHead(stopped(control, name, serverName)).end();
  response.end(JSON.stringify({ name, servers: serversOf(control.running.filter((one) => one.username === name)) }));
}

/** Ends a server and returns the status: a named one that is not there is not found. */
function stopped(control: HubAtAnyTime["control"], name: string, serverName: string): 204 | 404 {
  const isOther = (one: Listed) => one.username !== name || (one.serverName ?? "") !== serverName;
  const isUnknown = serverName !== "" && control.running.every(isOther);
  control.running = control.running.filter(isOther);
  return isUnknown ? 404 : 204;
}

function listed(url: URL, response: ServerResponse, { running, trouble }: HubAtAnyTime["control"]): void {
  const offset = Number(url.searchParams.get("offset"));
  const missing = trouble === "half" ? 1 : 0;
  const users = [...Map.groupBy(running, (one) => one.username)].map(([name, servers]) => ({
    name,
    servers: serversOf(servers),
  }));
  const items = users.slice(offset, offset + 200);
  response.end(
    JSON.stringify({ items, _pagination: { offset, limit: 200, total: users.length + missing, next: null } }),
  );
}

const serversOf = (servers: readonly Listed[]) =>
  Object.fromEntries(servers.map((one) => [one.serverName ?? "", modelOf(one)]));

function modelOf({ serverName = "", started, profile }: Listed) {
  return {
    name: serverName,
    ready: true,
    pending: null,
    stopped: false,
    started: started.toISOString(),
    last_activity: started.toISOString(),
    url: "/user/",
    user_options: { profile },
  };
}
