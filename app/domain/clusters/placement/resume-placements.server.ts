import { clock, later, MINUTE } from "~/core/clock";
import { transaction } from "~/db/transaction.server";
import { stalledPlacements } from "./placements.queries.server";
import { addPlacementJob } from "./request-placement.server";

/** Longer than any step takes. */
const STALLED_AFTER = 5 * MINUTE;

/** Takes placements up again whose worker died on the way; returns how many. Safe to run often and at once. */
export async function resumePlacements(): Promise<number> {
  return transaction(async (tx) => {
    const stalled = await stalledPlacements(tx, later(clock.now(), -STALLED_AFTER));
    for (const userId of stalled) await addPlacementJob(tx, userId);
    return stalled.length;
  });
}
