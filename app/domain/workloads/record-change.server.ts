import type { UserId } from "~/core/id";
import { notify } from "~/db/notify.server";
import type { Db } from "~/db/pool.server";
import type { Action } from "~/domain/activity/action";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { insertEvent } from "./events.queries.server";
import type { StateReason, WorkloadRecord, WorkloadState } from "./workload";

export type Change = {
  to: WorkloadState;
  reason: StateReason;
  reasonParams?: Record<string, string | number>;
  at: Date;
  /** Who asked for it; absent when the portal itself did, or found it so. */
  by?: UserId;
  /** How the activity log calls it; absent where it is no news there. */
  action?: Action;
  /** What else the activity log says of it. */
  details?: Record<string, unknown>;
};

/** Writes a change of state into the workload's history and the activity log, and tells who follows the workload. */
export async function recordChange(tx: Db, before: WorkloadRecord, change: Change): Promise<void> {
  const { to, reason, reasonParams, at, by, action, details } = change;
  await insertEvent(tx, { workloadId: before.id, at, state: to, reason, reasonParams });
  if (action)
    await recordActivity(tx, {
      ...(by && { actorId: by }),
      subjectId: before.ownerId,
      action,
      targetKind: "environment",
      targetId: before.id,
      before: { state: before.state },
      after: { state: to, ...(details ?? { reason, ...reasonParams }) },
      outcome: to === "failed" ? "failed" : "success",
    });
  await notify(tx, "environment", before.id);
}
