import { clock } from "~/core/clock";
import type { Observation } from "~/core/workload-backend";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordChange } from "./record-change.server";
import { endOpenRun, insertRun, lastSignOfLife, markRunReady } from "./runs.queries.server";
import { newRun } from "./set-desired-state.server";
import { findSizeBySlug } from "./sizes.queries.server";
import type { ObservedState, Size, StateReason, WorkloadRecord } from "./workload";
import { findWorkload, updateDesired, updateObserved } from "./workloads.queries.server";

/** Records what the backend says: that a start is under way, that what was desired runs, or that it is stopped. */
export async function recordObserved(
  workload: WorkloadRecord,
  observed: ObservedState,
  seen: Observation,
): Promise<void> {
  await transaction(async (tx) => {
    if (observed === "running") return recordRunning(tx, workload, seen, "ready");
    const at = clock.now();
    const to = await updateObserved(tx, workload, { observed, at, ...(observed === "stopped" && { path: null }) });
    if (!to) return;
    if (to !== workload.state)
      await recordChange(tx, workload, { to, reason: workload.reason ?? "stoppedOutside", at });
  });
}

/** Nobody here asked for an end, and yet it has ended: it is not started again. Nobody saw it end, so it ended where it was last seen. */
export async function acceptEnd(workload: WorkloadRecord): Promise<void> {
  await transaction((tx) => endOutside(tx, workload));
}

/** The run that is known ended unseen, and another one goes on. */
export async function replaceRun(workload: WorkloadRecord, seen: Observation): Promise<void> {
  await transaction(async (tx) => {
    if (!(await endOutside(tx, workload))) return;
    const ended = await findWorkload(tx, workload.id);
    if (ended) await beginOutside(tx, ended, seen);
  });
}

/** Somebody started it on the cluster's own pages: it is theirs to keep running. */
export async function adopt(workload: WorkloadRecord, seen: Observation): Promise<void> {
  await transaction((tx) => beginOutside(tx, workload, seen));
}

async function endOutside(tx: Db, workload: WorkloadRecord): Promise<boolean> {
  const [at, reason] = [clock.now(), "stoppedOutside" as const];
  if (!(await updateDesired(tx, workload, { desired: "stopped", reason, at }))) return false;
  const stopped = await findWorkload(tx, workload.id);
  const to = stopped && (await updateObserved(tx, stopped, { observed: "stopped", at, path: null }));
  if (!to) return false;
  await endOpenRun(tx, workload.id, (await lastSignOfLife(tx, workload.id)) ?? at, reason);
  await recordChange(tx, workload, { to, reason, at, action: "environment.stopped" });
  return true;
}

async function beginOutside(tx: Db, workload: WorkloadRecord, seen: Observation): Promise<void> {
  const [at, reason] = [clock.now(), "startedOutside" as const];
  if (!(await updateDesired(tx, workload, { desired: "running", reason, at }))) return;
  await insertRun(tx, { ...newRun(workload.id, workload.size), requestedAt: seen.startedAt ?? at });
  const desired = await findWorkload(tx, workload.id);
  if (desired) await recordRunning(tx, { ...desired, state: workload.state }, seen, reason);
}

async function recordRunning(tx: Db, workload: WorkloadRecord, seen: Observation, reason: StateReason): Promise<void> {
  const at = clock.now();
  const size = await sizeThatRuns(tx, workload, seen);
  const to = await updateObserved(tx, workload, {
    observed: "running",
    at,
    reason,
    path: seen.path ?? null,
    sizeId: size.id,
  });
  if (!to) return;
  await markRunReady(tx, workload.id, {
    backendRunId: seen.runId,
    startedAt: seen.startedAt ?? at,
    readyAt: at,
    shape: size === workload.size ? undefined : size,
  });
  await recordChange(tx, workload, { to, reason, at, action: "environment.ready" });
}

/**
 * Whoever starts a workload on the cluster's own pages chooses there what it holds, whatever the portal was asked for: what runs is the
 * size that the backend says. The workload's own where that is none of the portal's sizes, or the same one.
 */
async function sizeThatRuns(tx: Db, { size }: WorkloadRecord, seen: Observation): Promise<Size> {
  if (seen.size === undefined || seen.size === size.slug) return size;
  return (await findSizeBySlug(tx, seen.size)) ?? size;
}
