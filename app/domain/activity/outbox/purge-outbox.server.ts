import { clock, DAY, later } from "~/core/clock";
import { db } from "~/db/pool.server";
import { deleteConsumed } from "./outbox.queries.server";

const KEPT_MS = 7 * DAY;
const BATCH = 1000;

/** Deletes facts of more than 7 days ago that every consumer has consumed, a thousand at a time; answers how many. The log keeps its lines. */
export async function purgeOutbox(): Promise<number> {
  const before = later(clock.now(), -KEPT_MS);
  let purged = 0;
  for (let batch = BATCH; batch === BATCH; purged += batch) batch = await deleteConsumed(db, before, BATCH);
  return purged;
}
