import { workerHeartbeats } from "@schema/cron";
import { eq, sql as raw } from "drizzle-orm";
import { SECOND } from "~/core/clock";
import type { Db } from "~/db/pool.server";

/** A worker that has been silent for so long is taken for dead. All times are the database's: replicas need not agree on theirs. */
const DEAD_AFTER = 90 * SECOND;

export async function beat(db: Db, workerId: string): Promise<void> {
  const at = raw`now()`;
  await db
    .insert(workerHeartbeats)
    .values({ workerId, at })
    .onConflictDoUpdate({ target: workerHeartbeats.workerId, set: { at } });
}

/**
 * A worker that stops hands back the jobs it still holds, to be taken by others at once. The library does not wait until the end of its
 * last jobs is written, so these may be among them: they are run once more, which no job minds.
 */
export async function handBackJobs(db: Db, workerId: string): Promise<void> {
  await db.delete(workerHeartbeats).where(eq(workerHeartbeats.workerId, workerId));
  await db.execute(raw`select graphile_worker.force_unlock_workers(array[${workerId}])`);
}

/**
 * Hands the jobs of workers that were killed to the living (left alone, they stay locked for four hours); returns how many workers were
 * found dead.
 */
export async function sweepDeadWorkers(db: Db, deadAfter: number = DEAD_AFTER): Promise<number> {
  const since = raw`now() - make_interval(secs => ${deadAfter / SECOND})`;
  const [row] = await db.execute<{ dead: number }>(raw`
    with silent as (
      delete from worker_heartbeats where at < ${since} returning worker_id
    ), dead as (
      select distinct locked_by from graphile_worker.jobs
      where locked_at < ${since} and locked_by not in (select worker_id from worker_heartbeats where at >= ${since})
    )
    select count(*)::int as dead, graphile_worker.force_unlock_workers(array_agg(locked_by)) from dead`);
  return row?.dead ?? 0;
}
