import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { EnvironmentId } from "~/core/id";
import { db } from "~/db/pool.server";
import { requireAssignment } from "~/domain/clusters/placement/assignment-of.server";
import { backendOf } from "~/domain/clusters/connections/connections.server";
import type { Viewer } from "~/domain/identity/viewer";
import { isActive } from "~/domain/workloads/workload";
import { findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { newestActiveOf } from "./newest-active.server";

/**
 * A program says that its environment is in use, the newest that is up unless an id is given: the cluster is told, so that whatever ends
 * idle servers there leaves it alone. Refuses `not_found` for someone else's and when it is not up, and `unavailable` when the cluster
 * cannot be told.
 */
export async function keepAlive(viewer: Viewer, id?: EnvironmentId): Promise<void> {
  const found = await (id ? findWorkloadOf(db, viewer.userId, id) : newestActiveOf(db, viewer.userId));
  const environment = found && isActive(found.state) ? found : refuse("not_found", "noneActive");
  const { hubUsername } = await requireAssignment(db, viewer.userId);
  const backend = await backendOf(environment.clusterId);
  await backend.noteActivity({ owner: hubUsername, name: environment.backendName }, clock.now());
}
