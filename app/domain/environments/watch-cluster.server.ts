import { clock } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { addJob } from "~/db/jobs.server";
import { db } from "~/db/pool.server";
import { hubOf } from "~/domain/clusters/connections.server";
import { recordHubHealth } from "~/domain/clusters/hub-health.queries.server";
import type { JupyterHub } from "~/integrations/jupyterhub/hub";
import { adoptUnknownServers, environmentsToReconcile, markSeen } from "./upkeep.queries.server";

/**
 * Compares one complete list of the hub with what the portal believes, and has every difference looked at: a server that an outside
 * hand stopped or started, a start or stop whose job was lost. An incomplete list throws, and nothing is concluded from it.
 */
export async function watchCluster(
  clusterId: ClusterId,
): Promise<{ servers: number; known: number; toReconcile: number }> {
  const hub = await hubOf(clusterId);
  // On our own clock, as every other time of a run: the hub's may be slow or fast.
  const askedAt = clock.now();
  const { servers } = await listWithHealth(clusterId, hub);
  const known = await markSeen(db, clusterId, servers, askedAt);
  await adoptUnknownServers(clusterId, servers, clock.now());
  const differing = await environmentsToReconcile(clusterId, servers, askedAt);
  for (const environmentId of differing)
    await addJob(db, "reconcile_environment", { environmentId }, { key: `reconcile:${environmentId}` });
  return { servers: servers.length, known, toReconcile: differing.length };
}

async function listWithHealth(id: ClusterId, hub: JupyterHub) {
  try {
    const [version, list] = await Promise.all([hub.version(), hub.activeServers()]);
    await recordHubHealth(db, id, { state: "up", version, at: clock.now() });
    return list;
  } catch (error) {
    await recordHubHealth(db, id, { state: "down", at: clock.now() });
    throw error;
  }
}
