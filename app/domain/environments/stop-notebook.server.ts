import { refuse } from "~/core/app-error";
import type { ClusterId, EnvironmentId } from "~/core/id";
import type { Observation, WorkloadRef } from "~/core/workload-backend";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { requireAssignment } from "~/domain/clusters/placement/assignment-of.server";
import { backendOf } from "~/domain/clusters/connections/connections.server";
import type { Viewer } from "~/domain/identity/viewer";
import { desireStopped } from "~/domain/workloads/set-desired-state.server";
import { findSizeBySlug, sizesOnOffer } from "~/domain/workloads/sizes.queries.server";
import type { Size } from "~/domain/workloads/workload";
import { lockWorkload } from "~/domain/workloads/workloads.queries.server";
import { invalidateHubStatus } from "./cached-hub-status.server";
import { lockNotebook } from "./lock-environment.server";
import { notebookOf } from "./notebook-of.server";
import type { NotebookStatus } from "./notebook-server";
import { notebookStatusOf } from "./notebook-status.server";
import { stopEnvironment } from "./stop-environment.server";

/**
 * Stops the member's notebook, or the environment of this id, also one that was started on the cluster's own pages; returns how it stands
 * then. Refuses `not_found` for someone else's, and `unavailable` when the portal knows of none that runs and the cluster cannot say
 * whether there is one.
 */
export async function stopNotebook(viewer: Viewer, id?: EnvironmentId): Promise<NotebookStatus> {
  const assignment = await requireAssignment(db, viewer.userId);
  const { clusterId, hubUsername: owner } = assignment;
  const known = await notebookOf(db, viewer.userId, assignment, id);
  const ref = { owner, name: known?.backendName ?? "" };
  if (known?.desired === "running") await stopEnvironment(viewer, known.id);
  else if (known?.state !== "stopping") await stopUnknown(viewer, clusterId, ref, id);
  invalidateHubStatus(clusterId, ref);
  return notebookStatusOf(viewer, id);
}

/** What runs although nobody here asked for it is desired stopped, from now on. */
async function stopUnknown(
  { userId }: Viewer,
  clusterId: ClusterId,
  ref: WorkloadRef,
  id: EnvironmentId | undefined,
): Promise<void> {
  const seen = await (await backendOf(clusterId)).observe(ref);
  if (seen.state === "stopped" || seen.state === "stopping") return;
  const size = await sizeOfObserved(seen);
  await transaction(async (tx) => {
    const environment = await (id ? lockWorkload(tx, userId, id) : lockNotebook(tx, userId, clusterId, size));
    if (environment) await desireStopped(tx, environment, { reason: "stoppedByOwner", by: userId });
  });
}

async function sizeOfObserved({ size }: Observation): Promise<Size> {
  const known = size === undefined ? undefined : await findSizeBySlug(db, size);
  return known ?? (await sizesOnOffer(db))[0] ?? refuse("invalid", "sizeNotOffered");
}
