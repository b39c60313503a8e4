import { HOUR, MINUTE, SECOND } from "~/core/clock";
import type { ClusterId, RunId, SizeId, UserId, WorkloadId } from "~/core/id";

export type WorkloadKind = "environment";

/** What a cluster runs workloads with. */
export type BackendKind = "jupyterhub";

/** What somebody wants of a workload. */
export type DesiredState = "running" | "stopped";

/** What its backend was last seen to do; `unknown` until it was seen after what was desired last. */
export type ObservedState = "unknown" | "stopped" | "starting" | "running" | "stopping";

export const workloadStates = ["creating", "running", "stopping", "stopped", "failed"] as const;

/** What people are told: follows from the desired and the observed state. */
export type WorkloadState = (typeof workloadStates)[number];

/** Why a workload is in its state: a key of the sentences under `environments.reasons`. */
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
  | "startTookTooLong"
  | "namedServersOff"
  | "namedServersFull";

export type Size = { id: SizeId; slug: string; name: string; cpuMilli: number; memoryMib: number; gpus: number };

/** A workload as its owner is shown it. */
export type Workload = {
  id: WorkloadId;
  name: string;
  state: WorkloadState;
  reason: StateReason | undefined;
  reasonParams: Record<string, string | number> | undefined;
  stateChangedAt: Date;
  path: string | undefined;
  size: Size;
  createdAt: Date;
};

/** A workload with what only the portal's inside needs to know of it. */
export type WorkloadRecord = Workload & {
  ownerId: UserId;
  clusterId: ClusterId;
  backend: BackendKind;
  /** What its backend calls it, unique per owner. */
  backendName: string;
  desired: DesiredState;
  desiredReason: StateReason | undefined;
  desiredAt: Date;
  generation: number;
  observed: ObservedState;
  /** Its owner deleted it: it is there for what it used. */
  isDeleted: boolean;
};

/** An attempt: of an environment one stretch from a start to its end. */
export type Run = {
  id: RunId;
  backendRunId: string | null;
  requestedAt: Date;
  startedAt: Date | null;
  readyAt: Date | null;
  endedAt: Date | null;
  endReason: StateReason | null;
  cpuMilli: number;
  memoryMib: number;
  gpus: number;
  asks: number;
  askedAt: Date | null;
  answeredAt: Date | null;
};

/** A line of a workload's history. */
export type WorkloadEvent = {
  id: bigint;
  at: Date;
  state: WorkloadState;
  reason: StateReason | null;
  reasonParams: Record<string, string | number> | null;
};

/** How long a start may take before the portal gives it up; a hub's own limits are shorter. */
export const START_TIMEOUT = 15 * MINUTE;

/** How long a backend may be out of reach before a start that waits for it is given up. */
export const BACKEND_TIMEOUT = 2 * MINUTE;

/** How long a backend that is out of reach is asked again about a stop; after that, what watches the cluster finds it. */
export const STOP_RETRIES_FOR = HOUR;

/** A backend is asked to start one run at most this often: a hub shuts itself down after too many failed starts in a row. */
export const MAX_ASKS = 2;

/**
 * Between being asked and showing the start, a backend may still say that nothing runs. Longer than asking may take by itself: the time is
 * counted from before that.
 */
export const ASK_TAKES = 75 * SECOND;

/** However long a backend asks to be left alone, this is when it is looked at again. */
export const LONGEST_PAUSE = MINUTE;

/** Holds resources, or is about to. */
export function isActive(state: WorkloadState): boolean {
  return state === "creating" || state === "running" || state === "stopping";
}

/** How long to wait before looking again: quick while a person watches the start, slower when it drags on. */
export function pauseBeforeNextLook(sinceChangeMs: number): number {
  if (sinceChangeMs < 20 * SECOND) return 500;
  if (sinceChangeMs < 2 * MINUTE) return SECOND;
  return sinceChangeMs < HOUR ? 3 * SECOND : 15 * SECOND;
}
