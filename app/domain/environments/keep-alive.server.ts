import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { db } from "~/db/pool.server";
import { requireAssignment } from "~/domain/clusters/placement/assignment-of.server";
import { backendOf } from "~/domain/clusters/connections/connections.server";
import type { Viewer } from "~/domain/identity/viewer";
import { newestActiveOf } from "./newest-active.server";

/**
 * A program says that its environment is in use: the cluster is told, so that whatever ends idle servers there leaves it alone. Refuses
 * `not_found` when nothing of the member's is up, and `unavailable` when the cluster cannot be told.
 */
export async function keepAlive(viewer: Viewer): Promise<void> {
  const environment = (await newestActiveOf(db, viewer.userId)) ?? refuse("not_found", "noneActive");
  const { hubUsername } = await requireAssignment(db, viewer.userId);
  const backend = await backendOf(environment.clusterId);
  await backend.noteActivity({ owner: hubUsername, name: environment.backendName }, clock.now());
}
