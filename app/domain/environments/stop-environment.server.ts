import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { EnvironmentId, UserId } from "~/core/id";
import { addJob } from "~/db/jobs.server";
import { notify } from "~/db/notify.server";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { holdStanding } from "~/domain/identity/standing.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { StateReason } from "./environment";
import { lockEnvironment, moveEnvironment, type EnvironmentRecord } from "./environments.queries.server";
import { endOpenRun, lastSignOfLife } from "./runs.queries.server";

/**
 * Stops an environment, also one that is still starting; nothing when it is stopping or down already. What is billed ends now, however
 * long the cluster takes to let go. Refuses `not_found` for someone else's.
 */
export async function stopEnvironment(viewer: Viewer, id: EnvironmentId): Promise<void> {
  await transaction(async (db) => {
    const environment = (await lockEnvironment(db, viewer.userId, id)) ?? refuse("not_found", "environmentNotFound");
    await stop(db, environment, "stoppedByOwner", viewer.userId);
  });
}

/**
 * Stops what its owner can no longer pay, in the caller's transaction; the portal itself acts. False when it is stopping or down already,
 * or not the owner's.
 */
export async function stopForCredit(db: Db, ownerId: UserId, id: EnvironmentId): Promise<boolean> {
  const environment = await lockEnvironment(db, ownerId, id);
  return environment !== undefined && stop(db, environment, "creditUsedUp");
}

/** Stops what belongs to a member whose account goes; the portal itself acts. */
export async function stopForLeaving(ownerId: UserId, id: EnvironmentId): Promise<void> {
  await transaction(async (db) => {
    const environment = await lockEnvironment(db, ownerId, id);
    if (environment) await stop(db, environment, "ownerLeaves");
  });
}

/**
 * Stops what a suspended member runs, once their grace is over; nothing when they were let in again meanwhile. The portal itself acts.
 */
export async function stopForSuspension(ownerId: UserId, id: EnvironmentId): Promise<void> {
  await transaction(async (db) => {
    if (!(await holdStanding(db, ownerId))?.isStopDue) return;
    const environment = await lockEnvironment(db, ownerId, id);
    if (environment) await stop(db, environment, "ownerSuspended");
  });
}

/** A person's stop ends the bill at the click. The portal's own ends it at the last sign of life: it charges nothing that nobody saw. */
async function stop(db: Db, environment: EnvironmentRecord, reason: StateReason, actorId?: UserId): Promise<boolean> {
  if (environment.state !== "creating" && environment.state !== "running") return false;
  const at = clock.now();
  const seenAt = actorId ? undefined : await lastSignOfLife(db, environment.id);
  await moveEnvironment(db, environment.id, environment.state, { to: "stopping", reason, at });
  await endOpenRun(db, environment.id, seenAt && seenAt < at ? seenAt : at, reason);
  await recordActivity(db, {
    ...(actorId && { actorId }),
    subjectId: environment.ownerId,
    action: "environment.stop",
    targetKind: "environment",
    targetId: environment.id,
    before: { state: environment.state },
    after: { state: "stopping", reason },
  });
  await addJob(db, "reconcile_environment", { environmentId: environment.id }, { key: `reconcile:${environment.id}` });
  await notify(db, "environment", environment.id);
  return true;
}
