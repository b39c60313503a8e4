import type { HubServer } from "~/integrations/jupyterhub/hub";
import type { EnvironmentState } from "./environment";

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
  server: NotebookServer;
};

/**
 * The state that a member is told. The hub's word counts, but for what the portal has been asked and the hub not yet: a start that it has
 * not heard of, a stop that it has not begun. A hub that does not answer leaves the record alone.
 */
export function stateTold(
  hub: HubServer["state"] | undefined,
  record: EnvironmentState | undefined,
): NotebookServerState {
  if (hub === undefined) return stateOfRecord(record);
  if (hub === "stopping" || (hub === "ready" && record === "stopping")) return "stopping";
  if (hub === "ready") return "ready";
  if (hub === "pending" || hub === "busy") return record === "stopping" ? "stopping" : "pending";
  return record === "creating" ? "pending" : "stopped";
}

function stateOfRecord(record: EnvironmentState | undefined): NotebookServerState {
  if (record === "running") return "ready";
  if (record === "creating") return "pending";
  return record === "stopping" ? "stopping" : "stopped";
}
