import { refuse } from "~/core/app-error";
import { db } from "~/db/pool.server";
import { requireAssignment } from "~/domain/clusters/assignment-of.server";
import type { Viewer } from "~/domain/identity/viewer";
import { adoptNotebook } from "./adopt-notebook.server";
import type { Size } from "./environment";
import { environmentsOf, notebookOf } from "./environments.queries.server";
import { forgetHubSays } from "./hub-says.server";
import type { NotebookStatus } from "./notebook-server";
import { notebookStatusOf } from "./notebook-status.server";
import { sizesOnOffer } from "./sizes.queries.server";
import { startEnvironment } from "./start-environment.server";
import { stopEnvironment } from "./stop-environment.server";

/**
 * Starts the member's notebook, at the size that is asked for (its id or short name), the one they had last, or the smallest; nothing
 * where it runs or starts already. Returns how it stands then. Refuses `invalid` for no such size, and what `startEnvironment` refuses.
 */
export async function launchNotebook(viewer: Viewer, { size }: { size?: string | undefined }): Promise<NotebookStatus> {
  const { clusterId, hubUsername } = await requireAssignment(db, viewer.userId);
  const { id: sizeId } = await sizeFor(viewer, size);
  await startEnvironment(viewer, { sizeId });
  forgetHubSays(clusterId, hubUsername);
  return notebookStatusOf(viewer);
}

/** Stops the member's notebook, also one that was started on the hub's own pages; returns how it stands then. */
export async function stopNotebook(viewer: Viewer): Promise<NotebookStatus> {
  const assignment = await requireAssignment(db, viewer.userId);
  await adoptNotebook(assignment);
  const notebook = await notebookOf(db, viewer.userId, assignment.clusterId);
  if (notebook) await stopEnvironment(viewer, notebook.id);
  forgetHubSays(assignment.clusterId, assignment.hubUsername);
  return notebookStatusOf(viewer);
}

async function sizeFor(viewer: Viewer, wished: string | undefined): Promise<Size> {
  const [sizes, [last]] = await Promise.all([sizesOnOffer(db), environmentsOf(db, viewer.userId, 1)]);
  if (wished !== undefined)
    return (
      sizes.find(({ id, slug }) => id === wished || slug === wished) ??
      refuse("invalid", "sizeNotOffered", { field: "size" })
    );
  const smallest = sizes.toSorted((a, b) => a.gpus - b.gpus || a.cpuMilli - b.cpuMilli || a.memoryMib - b.memoryMib)[0];
  return sizes.find(({ id }) => id === last?.size.id) ?? smallest ?? refuse("invalid", "sizeNotOffered");
}
