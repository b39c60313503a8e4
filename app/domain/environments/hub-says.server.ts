import { clock, SECOND } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { hubOf } from "~/domain/clusters/connections.server";
import type { HubServer } from "~/integrations/jupyterhub/hub";

/** So long an answer stands: programs ask again and again while something starts. */
const KEPT = 2 * SECOND;

export type HubSays = { version: string; server: HubServer };

const answers = new Map<string, { until: number; says: Promise<HubSays> }>();

/**
 * What the hub says of itself and of this user's notebook, at most two seconds ago; many who ask at once ask once. The user is made where
 * there is none. Refuses `unavailable` when the hub cannot answer; that is not kept.
 */
export function hubSays(clusterId: ClusterId, username: string): Promise<HubSays> {
  const now = clock.now().getTime();
  const key = `${clusterId} ${username}`;
  const known = answers.get(key);
  if (known && known.until > now && known.until <= now + KEPT) return known.says;
  for (const [old, { until }] of answers) if (until <= now) answers.delete(old);
  const says = ask(clusterId, username);
  answers.set(key, { until: now + KEPT, says });
  says.catch(() => forgetHubSays(clusterId, username));
  return says;
}

/** Something was asked of the hub: what it said before is over. */
export function forgetHubSays(clusterId: ClusterId, username: string): void {
  answers.delete(`${clusterId} ${username}`);
}

async function ask(clusterId: ClusterId, username: string): Promise<HubSays> {
  const hub = await hubOf(clusterId);
  const [version, server] = await Promise.all([hub.version(), hub.server(username)]);
  if (server.state !== "absent") return { version, server };
  await hub.ensureUser(username);
  return { version, server: { state: "stopped" } };
}
