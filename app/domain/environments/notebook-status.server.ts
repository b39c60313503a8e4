import { AppError } from "~/core/app-error";
import { SECOND } from "~/core/clock";
import type { EnvironmentId } from "~/core/id";
import type { Observation } from "~/core/workload-backend";
import { inTime } from "~/core/in-time";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { requireAssignment } from "~/domain/clusters/placement/assignment-of.server";
import type { Assignment } from "~/domain/clusters/placement/assignments.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { WorkloadRecord } from "~/domain/workloads/workload";
import { cachedHubStatus, type HubStatus } from "./cached-hub-status.server";
import { labAddress } from "./lab-address";
import { notebookOf } from "./notebook-of.server";
import { notebookState, type NotebookServer, type NotebookStatus } from "./notebook-server";

/** Whoever waits for this waits less than the hub's client would. */
const TIMEOUT = 6 * SECOND;

/**
 * How the member's notebook, or the environment of this id, stands at their hub; makes the hub user where there is none. A hub that does
 * not answer is said to be out of reach, and the rest is what the portal last knew. Refuses `conflict` to who has no place yet, and
 * `not_found` for someone else's.
 */
export async function notebookStatusOf(viewer: Viewer, id?: EnvironmentId): Promise<NotebookStatus> {
  const assignment = await requireAssignment(db, viewer.userId);
  const record = await notebookOf(db, viewer.userId, assignment, id);
  const status = await asked(assignment, record?.backendName ?? "");
  const server = serverOf(status?.notebook, record, assignment.hubPublicUrl);
  // A place that is ready has its hub user: the portal itself made it.
  const userExists = status?.notebook.ownerExists ?? true;
  const hub = status ? { reachable: true as const, version: status.version } : { reachable: false as const };
  return { hub, userExists, environmentId: record?.id, server };
}

async function asked({ clusterId, hubUsername: owner }: Assignment, name: string): Promise<HubStatus | undefined> {
  try {
    return await inTime(TIMEOUT, "hubDown", cachedHubStatus(clusterId, { owner, name }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ err: error, clusterId, refusal: error.code }, "the hub cannot say how a notebook stands");
    return undefined;
  }
}

function serverOf(
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
