import { refuse } from "~/core/app-error";
import type { EnvironmentId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import type { Viewer } from "~/domain/identity/viewer";
import { desireStopped } from "~/domain/workloads/set-desired-state.server";
import { lockWorkload } from "~/domain/workloads/workloads.queries.server";

/**
 * Stops an environment, also one that is still starting; nothing when it is stopping or down already. What is billed ends now, however
 * long the cluster takes to let go. Refuses `not_found` for someone else's.
 */
export async function stopEnvironment(viewer: Viewer, id: EnvironmentId): Promise<void> {
  await transaction(async (tx) => {
    const environment = (await lockWorkload(tx, viewer.userId, id)) ?? refuse("not_found", "environmentNotFound");
    if (environment.desired === "running")
      await desireStopped(tx, environment, { reason: "stoppedByOwner", by: viewer.userId });
  });
}
