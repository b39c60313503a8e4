import { clock, DAY, later } from "~/core/clock";
import { db } from "~/db/pool.server";
import { removeDeletedEndpoints, removeOldDeliveries } from "./deliveries.queries.server";

const KEPT_MS = 30 * DAY;
const BATCH = 1000;

/** Forgets deliveries of more than 30 days ago, a thousand at a time so that nobody waits for it; answers how many. */
export async function purgeDeliveries(): Promise<number> {
  const before = later(clock.now(), -KEPT_MS);
  let purged = 0;
  for (let batch = BATCH; batch === BATCH; purged += batch) batch = await removeOldDeliveries(db, before, BATCH);
  await removeDeletedEndpoints(db, before);
  return purged;
}
