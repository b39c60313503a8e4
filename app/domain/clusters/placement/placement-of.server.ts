import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { findAssignment } from "./assignments.queries.server";
import { placementSteps, type Placement, type StepRecord } from "./placement";
import { findPlacement, queuePositionOf, stepsOf } from "./placements.queries.server";

/** How far the member's placement is, with its steps in order; undefined when it was never asked for. */
export async function placementOf(db: Db, userId: UserId): Promise<Placement | undefined> {
  const placement = await findPlacement(db, userId);
  if (!placement) return undefined;
  const [assignment, steps] = await Promise.all([findAssignment(db, userId), stepsOf(db, userId)]);
  return {
    state: placement.state,
    requestedAt: placement.requestedAt,
    ...(assignment && { clusterName: assignment.clusterName }),
    steps: placementSteps.flatMap((name) => steps.filter((row) => row.step === name).map(recordOf)),
    ...(placement.state === "waiting" && { queuePosition: await queuePositionOf(db, userId) }),
  };
}

function recordOf(row: Awaited<ReturnType<typeof stepsOf>>[number]): StepRecord {
  return {
    step: row.step,
    state: row.state,
    attempts: row.attempts,
    ...(row.startedAt && { startedAt: row.startedAt }),
    ...(row.finishedAt && { finishedAt: row.finishedAt }),
    ...(row.failureCode && { failureCode: row.failureCode }),
  };
}
