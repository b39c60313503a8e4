import type { Nano } from "~/core/money";
import type { WorkloadEvent, Run } from "~/domain/workloads/workload";
import type { EventLine, RunLine } from "./history";

/** An event of the log as the history shows it. */
export function eventLine({ id, at, state, reason, reasonParams }: WorkloadEvent): EventLine {
  return { id: String(id), at, state, ...(reason && { reason: { code: reason, params: reasonParams ?? {} } }) };
}

/** A run with its cost as the history shows it; why a start failed stands in the events, in full. */
export function runLine(run: Run & { cost: Nano | undefined }): RunLine {
  return {
    id: run.id,
    requestedAt: run.requestedAt,
    ...(run.readyAt && { startedAt: run.readyAt }),
    ...(run.endedAt && { endedAt: run.endedAt }),
    ...(run.endReason && { endReason: { code: run.endReason === "startFailed" ? "didNotStart" : run.endReason } }),
    ...(run.cost !== undefined && { cost: run.cost }),
  };
}
