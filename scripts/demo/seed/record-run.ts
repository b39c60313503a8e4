import { later, MINUTE, SECOND } from "../../../app/core/clock";
import { newId, type EnvironmentId, type UserId } from "../../../app/core/id";
import type { StateReason, WorkloadState } from "../../../app/domain/workloads/workload";
import type { EventRow, Line, RunRow, SizeRow } from "./history.queries.server";
import type { EndReason, Failure } from "./plan-stays";

/** What somebody did with their notebook: `to` is absent while it runs. */
export type Run = {
  ownerId: UserId;
  environmentId: EnvironmentId;
  size: SizeRow;
  from: Date;
  to?: Date;
  endReason?: EndReason;
  failedBefore?: Failure;
};

export type Records = { runs: RunRow[]; events: EventRow[]; lines: Line[] };

/** From a click to ready. */
const STARTING = 7 * SECOND;

/** The rows that the portal would have written of this run, and of the start that failed before it. */
export function recordsOf(run: Run, wasFailed = false): Records {
  const failed = run.failedBefore && recordsOfFailure(run, run.failedBefore, later(run.from, -4 * MINUTE));
  const worked = recordsOfStart(run, wasFailed || failed !== undefined);
  return {
    runs: [...(failed?.runs ?? []), ...worked.runs],
    events: [...(failed?.events ?? []), ...worked.events],
    lines: [...(failed?.lines ?? []), ...worked.lines],
  };
}

/** The rows of a start that came to nothing at `at`. */
export function recordsOfFailure(run: Omit<Run, "from">, failure: Failure, at: Date): Records {
  const { reason, cause } = failure;
  const requested = later(at, reason === "startTookTooLong" ? -15 * MINUTE : -12 * SECOND);
  const params = cause === undefined ? null : { cause };
  return {
    runs: [
      {
        ...rowOf(run, requested),
        startedAt: null,
        readyAt: null,
        lastSeenAt: null,
        endedAt: at,
        endReason: reason,
      },
    ],
    events: [
      eventOf(run, requested, "creating", "startRequested"),
      { ...eventOf(run, at, "failed", reason), reasonParams: params },
    ],
    lines: [
      startLine(run, requested, "stopped"),
      {
        ...lineOf(run, at, "environment.failed", ["creating", "failed"], { reason, ...params }),
        outcome: "failed",
      },
    ],
  };
}

function recordsOfStart(run: Run, wasFailed: boolean): Records {
  const { from, to, endReason = "stoppedByOwner" } = run;
  const requested = later(from, -STARTING);
  const ended = to ? endOf(run, to, endReason) : { events: [], lines: [] };
  return {
    runs: [
      {
        ...rowOf(run, requested),
        startedAt: later(from, -5 * SECOND),
        readyAt: from,
        lastSeenAt: to ?? from,
        endedAt: to ?? null,
        endReason: to ? endReason : null,
      },
    ],
    events: [
      eventOf(run, requested, "creating", "startRequested"),
      eventOf(run, from, "running", "ready"),
      ...ended.events,
    ],
    lines: [
      startLine(run, requested, wasFailed ? "failed" : "stopped"),
      lineOf(run, from, "environment.ready", ["creating", "running"], { reason: "ready" }),
      ...ended.lines,
    ],
  };
}

/** Somebody asked for the stop, or the portal did; or the hub ended it, and that was seen afterwards. */
function endOf(run: Run, to: Date, reason: EndReason): Pick<Records, "events" | "lines"> {
  if (reason === "stoppedOutside") {
    const seen = later(to, 40 * SECOND);
    return {
      events: [eventOf(run, seen, "stopped", reason)],
      lines: [lineOf(run, seen, "environment.stopped", ["running", "stopped"], { reason })],
    };
  }
  const line = lineOf(run, to, "environment.stop", ["running", "stopping"], { reason });
  return {
    events: [eventOf(run, to, "stopping", reason), eventOf(run, later(to, 2 * SECOND), "stopped", reason)],
    lines: [reason === "stoppedByOwner" ? { ...line, actorId: run.ownerId } : line],
  };
}

function rowOf({ environmentId, size }: Omit<Run, "from">, requested: Date) {
  return {
    id: newId("run"),
    workloadId: environmentId,
    cpuMilli: size.cpuMilli,
    memoryMib: size.memoryMib,
    gpus: size.gpus,
    requestedAt: requested,
    asks: 1,
    askedAt: later(requested, SECOND),
  };
}

function eventOf({ environmentId }: Omit<Run, "from">, at: Date, state: WorkloadState, reason: StateReason): EventRow {
  return { workloadId: environmentId, at, state, reason, reasonParams: null };
}

function startLine(run: Omit<Run, "from">, at: Date, before: string): Line {
  const line = lineOf(run, at, "environment.start", [before, "creating"], { size: run.size.slug });
  return { ...line, actorId: run.ownerId };
}

function lineOf(
  { ownerId, environmentId }: Omit<Run, "from">,
  at: Date,
  action: Line["action"],
  [before, after]: readonly [string, string],
  more: Record<string, unknown>,
): Line {
  return {
    at,
    actorId: null,
    subjectId: ownerId,
    action,
    targetKind: "environment",
    targetId: environmentId,
    before: { state: before },
    after: { state: after, ...more },
    outcome: "success",
  };
}
