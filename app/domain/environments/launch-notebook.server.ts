import type { EnvironmentId } from "~/core/id";
import { db } from "~/db/pool.server";
import { requireAssignment } from "~/domain/clusters/placement/assignment-of.server";
import type { Viewer } from "~/domain/identity/viewer";
import { findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { invalidateHubStatus } from "./cached-hub-status.server";
import type { NotebookStatus } from "./notebook-server";
import { notebookStatusOf } from "./notebook-status.server";
import { startEnvironment } from "./start-environment.server";

export type LaunchNotebook = {
  id?: EnvironmentId | undefined;
  name?: string | undefined;
  size?: string | undefined;
};

/** Starts the member's notebook or another environment, as {@link startEnvironment} does, and returns how it stands then. */
export async function launchNotebook(viewer: Viewer, wanted: LaunchNotebook): Promise<NotebookStatus> {
  const { clusterId, hubUsername: owner } = await requireAssignment(db, viewer.userId);
  const { id } = await startEnvironment(viewer, wanted);
  const started = await findWorkloadOf(db, viewer.userId, id);
  if (started) invalidateHubStatus(clusterId, { owner, name: started.backendName });
  return notebookStatusOf(viewer, id);
}
