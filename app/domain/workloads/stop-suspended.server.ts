import type { WorkloadId, UserId } from "~/core/id";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { stopForSuspension } from "./stop-workload.server";
import { workloadsOfSuspended, type WorkloadOfSuspended } from "./suspended.queries.server";

const AT_ONCE = 500;

/**
 * Stops what suspended members run once their grace is over: of all of them, or of `ownerId` alone. What was started meanwhile, here or on
 * the cluster's own pages, is stopped the next time. Returns how many were stopped; throws when one could not be, after the others were.
 */
export async function stopSuspended(ownerId?: UserId): Promise<{ stopped: number }> {
  const failures: unknown[] = [];
  let stopped = 0;
  for (let after: WorkloadId | undefined, isMore = true; isMore;) {
    const page = await workloadsOfSuspended(db, {
      ...(ownerId && { ownerId }),
      ...(after && { after }),
      limit: AT_ONCE,
    });
    for (const workload of page) {
      const failure = await failureToStop(workload);
      if (failure) failures.push(failure);
      else stopped += 1;
    }
    after = page.at(-1)?.id;
    isMore = page.length === AT_ONCE;
  }
  if (failures.length > 0) throw failures[0];
  return { stopped };
}

/** One that cannot be stopped keeps no other running. */
async function failureToStop({ id, ownerId }: WorkloadOfSuspended): Promise<unknown> {
  return stopForSuspension(ownerId, id).catch((error: unknown) => {
    log.error({ err: error, workloadId: id }, "what a suspended member runs could not be stopped");
    return error;
  });
}
