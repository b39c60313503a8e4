import { clock, SECOND } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import type { Observation } from "~/core/workload-backend";
import { backendOf } from "~/domain/clusters/connections/connections.server";

/** So long an answer stands: programs ask again and again while something starts. */
const TTL = 2 * SECOND;

export type HubStatus = { version: string; notebook: Observation };

const cache = new Map<string, { until: number; status: Promise<HubStatus> }>();

/**
 * What the member's cluster says of itself and of their notebook, at most two seconds ago; many who ask at once ask once. The owner is
 * made known to it where they are not. Refuses `unavailable` when the cluster cannot answer; that is not kept.
 */
export function cachedHubStatus(clusterId: ClusterId, owner: string): Promise<HubStatus> {
  const now = clock.now().getTime();
  const key = `${clusterId} ${owner}`;
  const known = cache.get(key);
  if (known && known.until > now && known.until <= now + TTL) return known.status;
  for (const [old, { until }] of cache) if (until <= now) cache.delete(old);
  const status = ask(clusterId, owner);
  cache.set(key, { until: now + TTL, status });
  status.catch(() => invalidateHubStatus(clusterId, owner));
  return status;
}

/** Something was asked of the cluster: what it said before is over. */
export function invalidateHubStatus(clusterId: ClusterId, owner: string): void {
  cache.delete(`${clusterId} ${owner}`);
}

async function ask(clusterId: ClusterId, owner: string): Promise<HubStatus> {
  const backend = await backendOf(clusterId);
  const [version, notebook] = await Promise.all([backend.version(), backend.observe({ owner, name: "" })]);
  if (notebook.ownerExists) return { version, notebook };
  await backend.ensureOwner(owner);
  return { version, notebook: { state: "stopped", ownerExists: true } };
}
