import { clock, SECOND } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import type { Observation, WorkloadRef } from "~/core/workload-backend";
import { backendOf } from "~/domain/clusters/connections/connections.server";

/** So long an answer stands: programs ask again and again while something starts. */
const TTL = 2 * SECOND;

export type HubStatus = { version: string; notebook: Observation };

const cache = new Map<string, { until: number; status: Promise<HubStatus> }>();

/**
 * What the member's cluster says of itself and of one of their servers, at most two seconds ago; many who ask at once ask once. The owner is
 * made known to it where they are not. Refuses `unavailable` when the cluster cannot answer; that is not kept.
 */
export function cachedHubStatus(clusterId: ClusterId, ref: WorkloadRef): Promise<HubStatus> {
  const now = clock.now().getTime();
  const key = keyOf(clusterId, ref);
  const known = cache.get(key);
  if (known && known.until > now && known.until <= now + TTL) return known.status;
  for (const [old, { until }] of cache) if (until <= now) cache.delete(old);
  const status = ask(clusterId, ref);
  cache.set(key, { until: now + TTL, status });
  status.catch(() => invalidateHubStatus(clusterId, ref));
  return status;
}

/** Something was asked of the cluster: what it said before is over. */
export function invalidateHubStatus(clusterId: ClusterId, ref: WorkloadRef): void {
  cache.delete(keyOf(clusterId, ref));
}

const keyOf = (clusterId: ClusterId, { owner, name }: WorkloadRef) => JSON.stringify([clusterId, owner, name]);

async function ask(clusterId: ClusterId, { owner, name }: WorkloadRef): Promise<HubStatus> {
  const backend = await backendOf(clusterId);
  const [version, notebook] = await Promise.all([backend.version(), backend.observe({ owner, name })]);
  if (notebook.ownerExists) return { version, notebook };
  await backend.ensureOwner(owner);
  return { version, notebook: { state: "stopped", ownerExists: true } };
}
