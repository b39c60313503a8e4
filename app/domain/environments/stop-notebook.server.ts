import { refuse } from "~/core/app-error";
import type { Observation } from "~/core/workload-backend";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { requireAssignment } from "~/domain/clusters/placement/assignment-of.server";
import type { Assignment } from "~/domain/clusters/placement/assignments.queries.server";
import { backendOf } from "~/domain/clusters/connections/connections.server";
import type { Viewer } from "~/domain/identity/viewer";
import { desireStopped } from "~/domain/workloads/set-desired-state.server";
import { findSizeBySlug, sizesOnOffer } from "~/domain/workloads/sizes.queries.server";
import type { Size } from "~/domain/workloads/workload";
import { findWorkloadNamed } from "~/domain/workloads/workloads.queries.server";
import { invalidateHubStatus } from "./cached-hub-status.server";
import { lockDefaultEnvironment } from "./default-environment.server";
import type { NotebookStatus } from "./notebook-server";
import { notebookStatusOf } from "./notebook-status.server";
import { stopEnvironment } from "./stop-environment.server";

/**
 * Stops the member's notebook, also one that was started on the cluster's own pages; returns how it stands then. Refuses `unavailable`
 * when the portal knows of none that runs and the cluster cannot say whether there is one.
 */
export async function stopNotebook(viewer: Viewer): Promise<NotebookStatus> {
  const assignment = await requireAssignment(db, viewer.userId);
  const { clusterId, hubUsername } = assignment;
  const known = await findWorkloadNamed(db, viewer.userId, clusterId);
  if (known?.desired === "running") await stopEnvironment(viewer, known.id);
  else if (known?.state !== "stopping") await stopUnknown(viewer, assignment);
  invalidateHubStatus(clusterId, hubUsername);
  return notebookStatusOf(viewer);
}

/** What runs although nobody here asked for it is desired stopped, from now on. */
async function stopUnknown(viewer: Viewer, { clusterId, hubUsername: owner }: Assignment): Promise<void> {
  const seen = await (await backendOf(clusterId)).observe({ owner, name: "" });
  if (seen.state === "stopped" || seen.state === "stopping") return;
  await transaction(async (tx) => {
    const environment = await lockDefaultEnvironment(tx, viewer.userId, clusterId, await sizeOfObserved(seen));
    await desireStopped(tx, environment, { reason: "stoppedByOwner", by: viewer.userId });
  });
}

async function sizeOfObserved({ size }: Observation): Promise<Size> {
  const known = size === undefined ? undefined : await findSizeBySlug(db, size);
  return known ?? (await sizesOnOffer(db))[0] ?? refuse("invalid", "sizeNotOffered");
}
