import { db } from "~/db/pool.server";
import { requireAssignment } from "~/domain/clusters/placement/assignment-of.server";
import type { Viewer } from "~/domain/identity/viewer";
import { invalidateHubStatus } from "./cached-hub-status.server";
import type { NotebookStatus } from "./notebook-server";
import { notebookStatusOf } from "./notebook-status.server";
import { startEnvironment } from "./start-environment.server";

/** Starts the member's notebook, as {@link startEnvironment} does, and returns how it stands then. */
export async function launchNotebook(viewer: Viewer, { size }: { size?: string | undefined }): Promise<NotebookStatus> {
  const { clusterId, hubUsername } = await requireAssignment(db, viewer.userId);
  await startEnvironment(viewer, { size });
  invalidateHubStatus(clusterId, hubUsername);
  return notebookStatusOf(viewer);
}
