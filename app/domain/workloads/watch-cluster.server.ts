import { clock } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import type { WorkloadBackend } from "~/core/workload-backend";
import { db } from "~/db/pool.server";
import { backendOf } from "~/domain/clusters/connections/connections.server";
import { recordHubHealth } from "~/domain/clusters/connections/hub-health.queries.server";
import { learnNamedServers } from "~/domain/clusters/learn-named-servers.server";
import { insertDiscovered, markSeen, workloadsToReconcile } from "./listed.queries.server";
import { wakeDiffering } from "./set-desired-state.server";

/**
 * Compares one complete list of what runs on the cluster with what the portal believes, and has every difference looked at: what somebody
 * else stopped or started, a start or stop whose job was lost. An incomplete list throws, and nothing is concluded from it.
 */
export async function watchCluster(
  clusterId: ClusterId,
): Promise<{ listed: number; known: number; toReconcile: number }> {
  const backend = await backendOf(clusterId);
  // On our own clock, as every other time of a run: the cluster's may be slow or fast.
  const askedAt = clock.now();
  const { workloads } = await listWithHealth(clusterId, backend);
  const known = await markSeen(db, clusterId, workloads, askedAt);
  await insertDiscovered(clusterId, workloads, clock.now());
  const differing = await workloadsToReconcile(clusterId, workloads, askedAt);
  await wakeDiffering(db, differing);
  await learnNamedServers(clusterId, backend, workloads[0]?.owner);
  return { listed: workloads.length, known, toReconcile: differing.length };
}

async function listWithHealth(id: ClusterId, backend: WorkloadBackend) {
  try {
    const [version, list] = await Promise.all([backend.version(), backend.listRunning()]);
    await recordHubHealth(db, id, { state: "up", version, at: clock.now() });
    return list;
  } catch (error) {
    await recordHubHealth(db, id, { state: "down", at: clock.now() });
    throw error;
  }
}
