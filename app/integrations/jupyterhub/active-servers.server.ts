import { refuse } from "~/core/app-error";
import { instant } from "~/core/clock";
import { hubUserPage, type HubServerAnswer, type HubUserAnswer } from "./contract";
import { askHub, parseAnswer, type HubHttp } from "./http-client.server";
import type { ActiveHubServer } from "./hub";

/** The most that a hub gives at once. Without the Accept header it gives a part and does not say so. */
const pageSize = 200;
const paginated = "application/jupyterhub-pagination+json";

/** Every ready server. Refuses `unavailable` when the list moved while it was read: half a list would look like stopped servers. */
export async function activeServers(http: HubHttp): Promise<{ servers: ActiveHubServer[]; observedAt: Date }> {
  const first = await pageAt(http, 0);
  const users = [...first.items];
  let total = first.total;
  while (users.length < total) {
    // Each page begins with the last user of the one before. If it does not, someone came or went and the rest has shifted.
    const last = users.at(-1);
    const page = last && (await pageAt(http, users.length - 1));
    if (!page || page.items.length < 2 || page.items[0]?.name !== last.name) refuse("unavailable", "hubListIncomplete");
    users.push(...page.items.slice(1));
    total = page.total;
  }
  if (new Set(users.map((user) => user.name)).size !== total) refuse("unavailable", "hubListIncomplete");
  return { servers: users.flatMap(readyServersOf), observedAt: first.observedAt };
}

async function pageAt(
  http: HubHttp,
  offset: number,
): Promise<{ items: HubUserAnswer[]; total: number; observedAt: Date }> {
  const answer = await askHub(http, {
    call: "GET /users",
    method: "GET",
    path: "/users",
    query: { state: "active", offset, limit: pageSize },
    headers: { accept: paginated },
    timeoutMs: http.timeouts.read,
    safeToRepeat: true,
  });
  const page = parseAnswer(hubUserPage, answer);
  return { items: page.items, total: page._pagination.total, observedAt: instant(answer.headers.get("date") ?? "") };
}

function readyServersOf(user: HubUserAnswer): ActiveHubServer[] {
  return Object.values(user.servers)
    .filter((server) => server.ready && !server.pending)
    .map((server) => asActive(user.name, server));
}

function asActive(username: string, server: HubServerAnswer): ActiveHubServer {
  return {
    username,
    serverName: server.name,
    startedAt: server.started ?? refuse("unavailable", "hubAnsweredNonsense"),
    ...(server.last_activity && { lastActivityAt: server.last_activity }),
    ...(server.user_options && { profile: server.user_options.profile }),
  };
}
