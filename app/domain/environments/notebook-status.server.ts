import { AppError } from "~/core/app-error";
import { SECOND } from "~/core/clock";
import type { Observation } from "~/core/workload-backend";
import { inTime } from "~/core/in-time";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { requireAssignment } from "~/domain/clusters/placement/assignment-of.server";
import type { Assignment } from "~/domain/clusters/placement/assignments.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { WorkloadRecord } from "~/domain/workloads/workload";
import { findWorkloadNamed } from "~/domain/workloads/workloads.queries.server";
import { cachedHubStatus, type HubStatus } from "./cached-hub-status.server";
import { labAddress } from "./lab-address";
import { notebookState, type NotebookServer, type NotebookStatus } from "./notebook-server";

/** Whoever waits for this waits less than the hub's client would. */
const TIMEOUT = 6 * SECOND;

/**
 * How the member's notebook stands at their hub; makes the hub user where there is none. A hub that does not answer is said to be out of
 * reach, and the rest is what the portal last knew. Refuses `conflict` to who has no place yet.
 */
export async function notebookStatusOf(viewer: Viewer): Promise<NotebookStatus> {
  const assignment = await requireAssignment(db, viewer.userId);
  const [status, record] = await Promise.all([
    asked(assignment),
    findWorkloadNamed(db, viewer.userId, assignment.clusterId),
  ]);
  const server = notebookOf(status?.notebook, record, assignment.hubPublicUrl);
  // A place that is ready has its hub user: the portal itself made it.
  if (!status) return { hub: { reachable: false }, userExists: true, server };
  return { hub: { reachable: true, version: status.version }, userExists: status.notebook.ownerExists, server };
}

async function asked({ clusterId, hubUsername }: Assignment): Promise<HubStatus | undefined> {
  try {
    return await inTime(TIMEOUT, "hubDown", cachedHubStatus(clusterId, hubUsername));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ err: error, clusterId, refusal: error.code }, "the hub cannot say how a notebook stands");
    return undefined;
  }
}

function notebookOf(
  seen: Observation | undefined,
  record: WorkloadRecord | undefined,
  hubPublicUrl: string,
): NotebookServer {
  const { path = record?.path, startedAt, lastActivityAt } = seen ?? {};
  const state = notebookState(seen?.state, record?.state);
  return {
    state,
    url: state === "ready" && path ? labAddress(hubPublicUrl, path) : undefined,
    startedAt,
    lastActivityAt,
  };
}
