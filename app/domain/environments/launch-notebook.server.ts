import { refuse } from "~/core/app-error";
import { db } from "~/db/pool.server";
import { requireAssignment } from "~/domain/clusters/assignment-of.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { Size } from "~/domain/workloads/workload";
import { workloadsOf } from "~/domain/workloads/workloads.queries.server";
import { invalidateHubStatus } from "./cached-hub-status.server";
import type { NotebookStatus } from "./notebook-server";
import { notebookStatusOf } from "./notebook-status.server";
import { sizesOnOffer } from "~/domain/workloads/sizes.queries.server";
import { startEnvironment } from "./start-environment.server";

/**
 * Starts the member's notebook, at the size that is asked for (its id or short name), the one they had last, or the smallest; nothing
 * where it runs or starts already. Returns how it stands then. Refuses `invalid` for no such size, and what `startEnvironment` refuses.
 */
export async function launchNotebook(viewer: Viewer, { size }: { size?: string | undefined }): Promise<NotebookStatus> {
  const { clusterId, hubUsername } = await requireAssignment(db, viewer.userId);
  const { id: sizeId } = await sizeFor(viewer, size);
  await startEnvironment(viewer, { sizeId });
  invalidateHubStatus(clusterId, hubUsername);
  return notebookStatusOf(viewer);
}

async function sizeFor(viewer: Viewer, wanted: string | undefined): Promise<Size> {
  const [sizes, [last]] = await Promise.all([sizesOnOffer(db), workloadsOf(db, viewer.userId, 1)]);
  if (wanted !== undefined)
    return (
      sizes.find(({ id, slug }) => id === wanted || slug === wanted) ??
      refuse("invalid", "sizeNotOffered", { field: "size" })
    );
  const smallest = sizes.toSorted((a, b) => a.gpus - b.gpus || a.cpuMilli - b.cpuMilli || a.memoryMib - b.memoryMib)[0];
  return sizes.find(({ id }) => id === last?.size.id) ?? smallest ?? refuse("invalid", "sizeNotOffered");
}
