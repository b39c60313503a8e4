import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { EnvironmentId } from "~/core/id";
import { addJob } from "~/db/jobs.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { lockWorkload, markDeleted } from "~/domain/workloads/workloads.queries.server";
import { whyNotDeletable } from "./another-environment";

/**
 * Deletes an environment that is stopped: the member has it no more, and a durable job removes it from the cluster. What it used stays on
 * their pages and bills. Refuses `not_found` for someone else's, and `conflict` for the notebook and for what is not stopped yet.
 */
export async function deleteEnvironment(viewer: Viewer, id: EnvironmentId): Promise<void> {
  await transaction(async (tx) => {
    const environment = (await lockWorkload(tx, viewer.userId, id)) ?? refuse("not_found", "environmentNotFound");
    const reason = whyNotDeletable(environment);
    if (reason) refuse("conflict", reason);
    await markDeleted(tx, environment, clock.now());
    await recordActivity(tx, {
      actorId: viewer.userId,
      subjectId: viewer.userId,
      action: "environment.delete",
      targetKind: "environment",
      targetId: id,
      before: { name: environment.name },
    });
    await addJob(tx, "remove_environment", { environmentId: id }, { key: `remove:${id}` });
  });
}
