import { AppError } from "~/core/app-error";
import type { ClusterId } from "~/core/id";
import { log } from "~/core/log.server";
import type { WorkloadBackend } from "~/core/workload-backend";
import { db } from "~/db/pool.server";
import { findHubUsernameOn } from "~/domain/clusters/placement/assignments.queries.server";
import { recordNamedServers } from "~/domain/clusters/connections/hub-health.queries.server";

/**
 * Asks the cluster whether members may have several servers there, and remembers the answer for the pages and for starts. It takes a hub
 * user to ask: `owner`, or else anybody of the cluster's members. What cannot be told now is left as it was known.
 */
export async function learnNamedServers(id: ClusterId, backend: WorkloadBackend, owner?: string): Promise<void> {
  const asked = owner ?? (await findHubUsernameOn(db, id));
  if (asked === undefined) return;
  try {
    const isAllowed = await backend.allowsNamed(asked);
    if (isAllowed !== undefined) await recordNamedServers(db, id, isAllowed);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ err: error, clusterId: id, refusal: error.code }, "a hub cannot say whether it allows named servers");
  }
}
