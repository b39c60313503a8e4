import { clock } from "~/core/clock";
import { newId, type UserId, type WorkloadId } from "~/core/id";
import { addJob, addJobsNoLater } from "~/db/jobs.server";
import type { Db } from "~/db/pool.server";
import { recordChange } from "./record-change.server";
import { endOpenRun, insertRun } from "./runs.queries.server";
import type { Size, StateReason, WorkloadRecord } from "./workload";
import { updateDesired, type WorkloadTexts } from "./workloads.queries.server";

/**
 * Desires that the workload run at a size, in the caller's transaction: the backend is asked by a durable job once that has committed.
 * `by` is who asks. False when something else was desired meanwhile.
 */
export async function desireRunning(
  tx: Db,
  workload: WorkloadRecord,
  { size, by, texts }: { size: Size; by: UserId; texts?: WorkloadTexts | undefined },
): Promise<boolean> {
  const [at, reason] = [clock.now(), "startRequested" as const];
  const to = await updateDesired(tx, workload, {
    desired: "running",
    reason,
    at,
    by,
    sizeId: size.id,
    ...(texts && { texts }),
  });
  if (!to) return false;
  await insertRun(tx, { ...newRun(workload.id, size), requestedAt: at });
  await recordChange(tx, workload, { to, reason, at, by, action: "environment.start", details: { size: size.slug } });
  await wakeReconcile(tx, workload.id);
  return true;
}

export type Stop = {
  reason: StateReason;
  /** Who asks; absent when the portal itself does. */
  by?: UserId;
  /** Where what is billed ends, at the latest now. */
  endedAt?: Date | undefined;
  /** The start failed, or is given up; with the backend's own word for the cause where it has one. */
  failure?: { cause?: string };
};

/**
 * Desires that the workload be stopped, in the caller's transaction; what is billed ends with that, however long the backend takes to let
 * go. False when something else was desired meanwhile.
 */
export async function desireStopped(tx: Db, workload: WorkloadRecord, stop: Stop): Promise<boolean> {
  const { reason, by, endedAt, failure } = stop;
  const at = clock.now();
  const hasFailed = failure !== undefined;
  const cause = { reason, at, ...(by && { by }), ...(failure?.cause && { reasonParams: { cause: failure.cause } }) };
  const to = await updateDesired(tx, workload, { desired: "stopped", hasFailed, ...cause });
  if (!to) return false;
  await endOpenRun(tx, workload.id, endedAt && endedAt < at ? endedAt : at, reason);
  await recordChange(tx, workload, { to, ...cause, action: hasFailed ? "environment.failed" : "environment.stop" });
  await wakeReconcile(tx, workload.id);
  return true;
}

const lookAt = (workloadId: WorkloadId) => ({ key: `reconcile:${workloadId}`, payload: { workloadId } });

/** Has the workload looked at now, or at `runAt` unless that happens earlier anyway. */
export async function wakeReconcile(db: Db, workloadId: WorkloadId, runAt?: Date): Promise<void> {
  const { key, payload } = lookAt(workloadId);
  if (runAt) await addJobsNoLater(db, "reconcile_workload", [{ key, payload }], { runAt });
  else await addJob(db, "reconcile_workload", payload, { key });
}

/** What a person waits for goes first. */
const FOUND_PRIORITY = 10;

/** Has each of these, which were found to differ, looked at as soon as nothing is left that somebody asked for. */
export async function wakeDiffering(db: Db, ids: readonly WorkloadId[]): Promise<void> {
  if (ids.length > 0) await addJobsNoLater(db, "reconcile_workload", ids.map(lookAt), { priority: FOUND_PRIORITY });
}

/** A run of this size that nobody has asked the backend for yet. */
export function newRun(workloadId: WorkloadId, { cpuMilli, memoryMib, gpus }: Size) {
  return { id: newId("run"), workloadId, cpuMilli, memoryMib, gpus };
}
