import { refuse } from "~/core/app-error";
import type { EnvironmentId } from "~/core/id";
import { db } from "~/db/pool.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { backendOf } from "~/domain/clusters/connections/connections.server";
import { findWorkload } from "~/domain/workloads/workloads.queries.server";

/**
 * The durable job that removes a deleted environment from its cluster; nothing when it was started on the cluster's own pages meanwhile,
 * and so is there again, or when its owner has left. Refuses `unavailable` while something runs or the cluster does not answer.
 */
export async function removeEnvironment(id: EnvironmentId): Promise<void> {
  const environment = await findWorkload(db, id);
  if (!environment?.isDeleted) return;
  const place = await assignmentOf(db, environment.ownerId);
  if (place?.clusterId !== environment.clusterId) return;
  const backend = await backendOf(environment.clusterId);
  const ref = { owner: place.hubUsername, name: environment.backendName };
  const { state } = await backend.observe(ref);
  if (state !== "stopped") refuse("unavailable", "hubStillStopping");
  await backend.remove(ref);
}
