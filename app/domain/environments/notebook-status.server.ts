import { AppError } from "~/core/app-error";
import { SECOND } from "~/core/clock";
import { inTime } from "~/core/in-time";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { requireAssignment } from "~/domain/clusters/assignment-of.server";
import type { Assignment } from "~/domain/clusters/assignments.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { HubServer } from "~/integrations/jupyterhub/hub";
import { notebookOf, type EnvironmentRecord } from "./environments.queries.server";
import { hubSays, type HubSays } from "./hub-says.server";
import { labAddress } from "./lab-address";
import { stateTold, type NotebookServer, type NotebookStatus } from "./notebook-server";

/** Whoever waits for this waits less than the hub's client would. */
const PATIENCE = 6 * SECOND;

/**
 * How the member's notebook stands at their hub; makes the hub user where there is none. A hub that does not answer is said to be out of
 * reach, and the rest is what the portal last knew. Refuses `conflict` to who has no place yet.
 */
export async function notebookStatusOf(viewer: Viewer): Promise<NotebookStatus> {
  const assignment = await requireAssignment(db, viewer.userId);
  const [says, record] = await Promise.all([asked(assignment), notebookOf(db, viewer.userId, assignment.clusterId)]);
  const server = serverTold(says?.server, record, assignment.hubPublicUrl);
  // A place that is ready has its hub user: the portal itself made it.
  if (!says) return { hub: { reachable: false }, userExists: true, server };
  return { hub: { reachable: true, version: says.version }, userExists: says.server.state !== "absent", server };
}

async function asked({ clusterId, hubUsername }: Assignment): Promise<HubSays | undefined> {
  try {
    return await inTime(PATIENCE, "hubDown", hubSays(clusterId, hubUsername));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ err: error, clusterId, refusal: error.code }, "the hub cannot say how a notebook stands");
    return undefined;
  }
}

function serverTold(
  server: HubServer | undefined,
  record: EnvironmentRecord | undefined,
  hubPublicUrl: string,
): NotebookServer {
  const { path = record?.serverPath, startedAt, lastActivityAt } = server ?? {};
  const state = stateTold(server?.state, record?.state);
  return {
    state,
    url: state === "ready" && path ? labAddress(hubPublicUrl, path) : undefined,
    startedAt,
    lastActivityAt,
  };
}
