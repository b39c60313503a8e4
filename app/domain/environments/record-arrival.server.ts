import type { Db } from "~/db/pool.server";
import type { Action } from "~/domain/activity/action";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { EnvironmentState } from "./environment";
import type { EnvironmentRecord, Move } from "./environments.queries.server";

const arrivals: Partial<Record<EnvironmentState, Action>> = {
  running: "environment.ready",
  stopped: "environment.stopped",
  failed: "environment.failed",
};

/** Records where the hub brought an environment. The end of a stop that somebody asked for is no news: the asking was recorded. */
export async function recordArrival(db: Db, environment: EnvironmentRecord, move: Move): Promise<void> {
  const action = arrivals[move.to];
  if (!action || (move.to === "stopped" && environment.state === "stopping")) return;
  await recordActivity(db, {
    subjectId: environment.ownerId,
    action,
    targetKind: "environment",
    targetId: environment.id,
    before: { state: environment.state },
    after: { state: move.to, reason: move.reason, ...move.reasonParams },
    outcome: move.to === "failed" ? "failed" : "success",
  });
}
