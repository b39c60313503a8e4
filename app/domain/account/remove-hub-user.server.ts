import { AppError } from "~/core/app-error";
import { clock, later, MINUTE, SECOND } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { log } from "~/core/log.server";
import { addJob, type Jobs } from "~/db/jobs.server";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { backendOf } from "~/domain/clusters/connections/connections.server";
import { removalKey, openName, sealName } from "~/domain/clusters/placement/hub-user-removal.server";
import { lockClusterCollection } from "~/domain/metering/collection/collector-runs.queries.server";
import { renameSegmentsOfNobody } from "~/domain/metering/collection/sightings.queries.server";
import { WINDOW } from "~/domain/metering/windows/usage-window";

/** How soon a hub that does not answer is asked again. */
const PAUSE = 5 * MINUTE;

/**
 * The durable job that removes from the hub whom the portal has forgotten, with what they run there. A hub that does not answer is asked
 * again for as long as it takes. Once they are gone it comes back one window later, for a list of servers that was under way meanwhile.
 */
export async function removeHubUser({
  clusterId: id,
  sealedName,
  isGone = false,
}: Jobs["remove_hub_user"]): Promise<void> {
  const clusterId = id as ClusterId;
  const hubUsername = openName(clusterId, sealedName);
  try {
    if (!isGone) await (await backendOf(clusterId)).deleteOwner(hubUsername);
  } catch (error) {
    if (!(error instanceof AppError) || error.refusal !== "unavailable") throw error;
    log.warn({ clusterId, refusal: error.code }, "a hub user is still to be removed");
    const pause = error.retryAfterSeconds === undefined ? PAUSE : error.retryAfterSeconds * SECOND;
    return comeBack(clusterId, hubUsername, { isGone: false, after: pause });
  }
  await transaction(async (tx) => {
    await lockClusterCollection(tx, clusterId);
    await renameSegmentsOfNobody(tx, clusterId, hubUsername);
  });
  if (!isGone) await comeBack(clusterId, hubUsername, { isGone: true, after: WINDOW });
}

/** Who waits for the name to be free waits for the first of the two alone. */
async function comeBack(
  clusterId: ClusterId,
  hubUsername: string,
  next: { isGone: boolean; after: number },
): Promise<void> {
  const { isGone, after } = next;
  const key = removalKey(clusterId, hubUsername);
  const sealedName = sealName(clusterId, hubUsername);
  const options = { key: isGone ? `${key}:gone` : key, runAt: later(clock.now(), after) };
  await addJob(db, "remove_hub_user", { clusterId, sealedName, isGone }, options);
}
