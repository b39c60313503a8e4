import type { EnvironmentId } from "~/core/id";
import type { BackendState } from "~/core/workload-backend";
import type { WorkloadState } from "~/domain/workloads/workload";

export type NotebookServerState = "ready" | "pending" | "stopping" | "stopped";

/** A member's notebook as the hub and the portal's record have it together. */
export type NotebookServer = {
  state: NotebookServerState;
  /** Where it is in the browser; there when it is ready. */
  url: string | undefined;
  startedAt: Date | undefined;
  lastActivityAt: Date | undefined;
};

/** What a member's hub says of itself and of them. */
export type NotebookStatus = {
  hub: { reachable: true; version: string } | { reachable: false };
  userExists: boolean;
  /** As which environment the portal knows it; absent before it was ever started. */
  environmentId: EnvironmentId | undefined;
  server: NotebookServer;
};

/**
 * The state that a member is told. The cluster's word counts, but for what the portal has been asked and the cluster not yet: a start that it
 * has not heard of, a stop that it has not begun. One that does not answer leaves the record alone.
 */
export function notebookState(seen: BackendState | undefined, record: WorkloadState | undefined): NotebookServerState {
  if (seen === undefined) return stateOfRecord(record);
  if (seen === "stopping" || (seen === "running" && record === "stopping")) return "stopping";
  if (seen === "running") return "ready";
  if (seen === "starting" || seen === "busy") return record === "stopping" ? "stopping" : "pending";
  return record === "creating" ? "pending" : "stopped";
}

function stateOfRecord(record: WorkloadState | undefined): NotebookServerState {
  if (record === "running") return "ready";
  if (record === "creating") return "pending";
  return record === "stopping" ? "stopping" : "stopped";
}
