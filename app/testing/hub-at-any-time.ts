import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { clock } from "~/core/clock";

type Listed = { username: string; serverName?: string; started: Date; profile?: string | undefined };

/**
 * A hub's list of users over real HTTP whose clock is the portal's, so that tests may move time. `running` is what it lists; `trouble`
 * is what it does instead: takes the call and stays silent, answers a proxy's page, or cuts the list.
 */
export async function startHubAtAnyTime() {
  const control = {
    running: [] as Listed[],
    trouble: undefined as "silent" | "proxy" | "half" | undefined,
    delayMs: 0,
    calls: 0,
  };
  const server = createServer((request, response) => {
    control.calls += 1;
    if (control.trouble === "silent") return;
    if (control.trouble === "proxy")
      return void response.writeHead(503, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>");
    const offset = Number(new URL(request.url ?? "/", "http://hub").searchParams.get("offset"));
    const missing = control.trouble === "half" ? 1 : 0;
    setTimeout(() => answer(response, control.running, offset, missing), control.delayMs);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.closeAllConnections();
    await once(server.close(), "close");
  };
  return { control, apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hub/api`, stop };
}

export type HubAtAnyTime = Awaited<ReturnType<typeof startHubAtAnyTime>>;

function answer(response: ServerResponse, running: readonly Listed[], offset: number, missing: number): void {
  const users = [...Map.groupBy(running, (one) => one.username)].map(([name, servers]) => ({
    name,
    servers: Object.fromEntries(servers.map((one) => [one.serverName ?? "", modelOf(one)])),
  }));
  const items = users.slice(offset, offset + 200);
  response.writeHead(200, {
    "content-type": "application/json",
    "x-jupyterhub-version": "6.1.1",
    date: clock.now().toUTCString(),
  });
  response.end(
    JSON.stringify({ items, _pagination: { offset, limit: 200, total: users.length + missing, next: null } }),
  );
}

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
