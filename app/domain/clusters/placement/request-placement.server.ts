import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { addJob } from "~/db/jobs.server";
import { notify } from "~/db/notify.server";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { MOST_ATTEMPTS, placementKey, placementSteps } from "./placement";
import { insertPlacement, movePlacement, resetSteps } from "./placements.queries.server";
import { recordPlacement } from "./record-placement.server";

/** Has the member placed by a durable job. Nothing when that was asked before, however it went. */
export async function requestPlacement(userId: UserId): Promise<void> {
  await transaction(async (tx) => {
    if (!(await insertPlacement(tx, userId, clock.now()))) return;
    await recordPlacement(tx, userId, { action: "placement.request" });
    await addPlacementJob(tx, userId);
  });
}

/** Tries a placement that failed, or waits for its next attempt, again at once. Nothing for one that is done or waits for capacity. */
export async function retryPlacement(userId: UserId): Promise<void> {
  await transaction(async (tx) => {
    if (!(await movePlacement(tx, userId, ["failed", "placing"], "placing"))) return;
    await resetSteps(tx, userId, ["failed"]);
    await recordPlacement(tx, userId, { action: "placement.retry", actorId: userId });
    await addPlacementJob(tx, userId);
  });
}

/** The job outlasts every step's own attempts, so the placement gives up before the worker does. */
export async function addPlacementJob(db: Db, userId: UserId): Promise<void> {
  const maxAttempts = MOST_ATTEMPTS * placementSteps.length;
  await addJob(db, "place_member", { userId }, { key: placementKey(userId), maxAttempts });
  await notify(db, "placement", userId);
}
