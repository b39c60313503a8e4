import { later } from "~/core/clock";
import { beganOnOurClock, CLOCK_RESOLUTION } from "~/core/cluster-clock";
import type { Observation } from "~/core/workload-backend";
import {
  ASK_TAKES,
  START_TIMEOUT,
  type DesiredState,
  type ObservedState,
  type Run,
  type StateReason,
} from "./workload";

/** What the next look at a workload does. */
export type Step =
  /** Record what the backend says. */
  | { do: "record"; observed: ObservedState }
  /** Ask the backend for a start, or for a stop. */
  | { do: "start" }
  | { do: "stop" }
  /** The backend was asked and has nothing: find out why. */
  | { do: "explain_failure" }
  /** Desire that it be stopped: the start failed. */
  | { do: "give_up"; reason: StateReason }
  /** It ended without anybody here having asked. */
  | { do: "accept_end" }
  /** Another run than the one that is known goes on there. */
  | { do: "replace_run" }
  /** It was started without anybody here having asked. */
  | { do: "adopt" }
  | { do: "look_again" }
  | { do: "rest" };

/** The portal's side. `run` is the latest one, open or ended. */
export type Expectation = {
  desired: DesiredState;
  desiredReason?: StateReason | undefined;
  desiredAt: Date;
  observed: ObservedState;
  run?: Pick<Run, "asks" | "askedAt" | "answeredAt" | "backendRunId"> | undefined;
};

/**
 * The next step that brings what is desired and what the backend says together. Asked again with the same facts it gives the same
 * answer, so it may run twice, late, or on two replicas at once. `lookedAt` is when the backend was asked: what it saw is no older.
 */
export function nextStep(expected: Expectation, seen: Observation, lookedAt: Date): Step {
  return expected.desired === "running"
    ? towardsRunning(expected, seen, lookedAt)
    : towardsStopped(expected, seen, lookedAt);
}

function towardsRunning(expected: Expectation, seen: Observation, lookedAt: Date): Step {
  if (expected.observed === "running") return whileRunning(expected, seen);
  if (seen.state === "running") return { do: "record", observed: "running" };
  if (lookedAt > later(expected.desiredAt, START_TIMEOUT)) return { do: "give_up", reason: "startTookTooLong" };
  return whileStarting(expected, seen);
}

function whileRunning({ run }: Expectation, seen: Observation): Step {
  if (seen.state === "stopped") return { do: "accept_end" };
  if (seen.state !== "running") return { do: "look_again" };
  const isAnother = run?.backendRunId && seen.runId && run.backendRunId !== seen.runId;
  return { do: isAnother ? "replace_run" : "rest" };
}

function whileStarting({ observed, run }: Expectation, seen: Observation): Step {
  if (seen.state === "stopped") return { do: run && run.asks > 0 ? "explain_failure" : "start" };
  const isNews = observed !== "starting" || (seen.runId && !run?.backendRunId);
  return seen.state === "starting" && isNews ? { do: "record", observed: "starting" } : { do: "look_again" };
}

function towardsStopped(expected: Expectation, seen: Observation, lookedAt: Date): Step {
  if (seen.state === "stopped") return towardsConfirmed(expected, lookedAt);
  const isOurs = !isStartedOutside(expected, seen, lookedAt);
  if (seen.state === "stopping") return { do: isOurs ? "look_again" : "rest" };
  if (isOurs) return { do: "stop" };
  return { do: seen.state === "running" ? "adopt" : "rest" };
}

/** A start that was asked for a moment ago, and whose answer was lost, may be about to show. */
function towardsConfirmed({ observed, run }: Expectation, lookedAt: Date): Step {
  if (observed === "stopped") return { do: "rest" };
  const mayStillShow = isAnswerLost(run) && run?.askedAt && lookedAt < later(run.askedAt, ASK_TAKES);
  return mayStillShow ? { do: "look_again" } : { do: "record", observed: "stopped" };
}

/**
 * Whether what goes on, although it is desired stopped, is no run of ours but one that somebody began on the cluster's own pages: since it
 * was seen stopped, or since that was desired. Where nobody ever asked for a stop, and it was only found ended, it is. A request whose answer
 * was lost may have lain somewhere on its way: what begins while it could have is taken for its own, also after a stop was seen.
 */
function isStartedOutside(
  { desiredReason, desiredAt, observed, run }: Expectation,
  seen: Observation,
  lookedAt: Date,
): boolean {
  if (desiredReason === undefined || desiredReason === "stoppedOutside") return true;
  if (run?.backendRunId && run.backendRunId === seen.runId) return false;
  const began = beganAt(seen, lookedAt);
  if (observed === "stopped") return !isTakenUpLate(run, began ?? lookedAt);
  if (isUnnamed(run)) return false;
  return began !== undefined && began > later(desiredAt, CLOCK_RESOLUTION);
}

/** It was asked for, and the backend's name of it is not known. */
const isUnnamed = (run: Expectation["run"]) => run !== undefined && run.asks > 0 && !run.backendRunId;

const isAnswerLost = (run: Expectation["run"]) => isUnnamed(run) && !run?.answeredAt;

const isTakenUpLate = (run: Expectation["run"], began: Date) =>
  isAnswerLost(run) && !!run?.askedAt && began < later(run.askedAt, START_TIMEOUT);

/** When the run began, on the portal's clock as far as the cluster told its own. */
function beganAt({ startedAt, clusterTime }: Observation, lookedAt: Date): Date | undefined {
  if (!startedAt || !clusterTime) return startedAt;
  return beganOnOurClock(startedAt, clusterTime, lookedAt) ?? startedAt;
}
