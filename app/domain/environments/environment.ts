import { HOUR, MINUTE, SECOND, later } from "~/core/clock";
import type { EnvironmentId, RunId, SizeId } from "~/core/id";
import type { HubServer } from "~/integrations/jupyterhub/hub";

export type EnvironmentState = "creating" | "running" | "stopping" | "stopped" | "failed";

/** Why an environment is in its state: a key of the sentences under `environments.reasons`. */
export type StateReason =
  | "startRequested"
  | "startedOutside"
  | "ready"
  | "stoppedByOwner"
  | "stoppedOutside"
  | "creditUsedUp"
  | "ownerLeaves"
  | "ownerSuspended"
  | "hubUnreachable"
  | "startFailed"
  | "startVanished"
  | "startTookTooLong";

export type Size = { id: SizeId; slug: string; name: string; cpuMilli: number; memoryMib: number; gpus: number };

export type Environment = {
  id: EnvironmentId;
  name: string;
  state: EnvironmentState;
  reason: StateReason | undefined;
  reasonParams: Record<string, string | number> | undefined;
  stateChangedAt: Date;
  serverPath: string | undefined;
  size: Size;
  createdAt: Date;
};

/** One stretch of an environment from a start to its end. */
export type Run = {
  id: RunId;
  requestedAt: Date;
  startedAt: Date | null;
  readyAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
  cpuMilli: number;
  memoryMib: number;
  gpus: number;
  asks: number;
  askedAt: Date | null;
};

/** A line of an environment's history. */
export type EnvironmentEvent = {
  id: bigint;
  at: Date;
  state: EnvironmentState;
  reason: StateReason | null;
  reasonParams: Record<string, string | number> | null;
};

/** How long a start may take before the portal gives it up; the hub's own limits are shorter. */
export const START_LIMIT = 15 * MINUTE;

/** How long a hub may be out of reach before a start that waits for it has failed. */
export const HUB_PATIENCE = 2 * MINUTE;

/** A hub is asked to start one run at most this often: it shuts itself down after too many failed starts in a row. */
export const MOST_ASKS = 2;

/** Between being asked and showing the start, a hub may still say that nothing runs. */
export const ASK_TAKES = 10 * SECOND;

const nextStates = {
  creating: ["running", "failed", "stopping"],
  running: ["stopping", "stopped", "failed", "creating"],
  stopping: ["stopped", "failed", "running"],
  stopped: ["creating", "running"],
  failed: ["creating", "running", "stopping"],
} as const satisfies Record<EnvironmentState, readonly EnvironmentState[]>;

export function canBecome(from: EnvironmentState, to: EnvironmentState): boolean {
  const reachable: readonly EnvironmentState[] = nextStates[from];
  return reachable.includes(to);
}

/** Holds resources, or is about to. */
export function isActive(state: EnvironmentState): boolean {
  return state === "creating" || state === "running" || state === "stopping";
}

/** What to do about an environment, given what the hub says of its server. */
export type Step =
  | { do: "become"; state: EnvironmentState; reason: StateReason }
  | { do: "ask_start" }
  | { do: "ask_stop" }
  | { do: "explain_failure" }
  | { do: "look_again" }
  | { do: "rest" };

/** `startedAt`: the hub's own word for when the open run began, once it is known. */
export type Expectation = {
  state: EnvironmentState;
  stateChangedAt: Date;
  asks: number;
  startedAt?: Date | null | undefined;
};

const become = (state: EnvironmentState, reason: StateReason): Step => ({ do: "become", state, reason });

/**
 * The next step that brings the portal's record and the hub's server together. Asked again with the same facts it gives the same
 * answer, so it may run twice, late, or on two replicas at once.
 */
export function nextStep(expected: Expectation, server: HubServer, now: Date): Step {
  switch (expected.state) {
    case "creating":
      return stepWhileCreating(expected, server, now);
    case "running":
      return stepWhileRunning(expected, server);
    case "stopping":
      return stepWhileStopping(server);
    case "stopped":
    case "failed":
      return stepWhileDown(server);
  }
}

function stepWhileCreating(expected: Expectation, server: HubServer, now: Date): Step {
  if (server.state === "ready") return become("running", "ready");
  if (now > later(expected.stateChangedAt, START_LIMIT)) return become("failed", "startTookTooLong");
  if (server.state === "pending" || server.state === "busy" || server.state === "stopping") return { do: "look_again" };
  return expected.asks === 0 ? { do: "ask_start" } : { do: "explain_failure" };
}

/** A server that began at another time than the run is another one: the run ended when it was last seen, and the next look opens a new run. */
function stepWhileRunning({ startedAt }: Expectation, server: HubServer): Step {
  const isReplaced = startedAt && server.startedAt && server.startedAt.getTime() !== startedAt.getTime();
  if (server.state === "ready") return isReplaced ? become("stopped", "stoppedOutside") : { do: "rest" };
  if (server.state === "stopped" || server.state === "absent") return become("stopped", "stoppedOutside");
  return { do: "look_again" };
}

function stepWhileStopping(server: HubServer): Step {
  if (server.state === "stopped" || server.state === "absent") return become("stopped", "stoppedByOwner");
  return server.state === "stopping" ? { do: "look_again" } : { do: "ask_stop" };
}

function stepWhileDown(server: HubServer): Step {
  return server.state === "ready" ? become("running", "startedOutside") : { do: "rest" };
}

/** How long to wait before looking again: quick while a person watches the start, slower when it drags on. */
export function pause(sinceChange: number): number {
  if (sinceChange < 20_000) return 500;
  return sinceChange < HOUR ? 3000 : 15_000;
}
