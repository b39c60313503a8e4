import { workerHeartbeats } from "@schema/cron";
import { eq, sql as raw } from "drizzle-orm";
import { SECOND } from "~/core/clock";
import { hasListened } from "~/db/database-contact.server";
import { deleteDeadInstances, instanceLives } from "~/db/instances.queries.server";
import type { Db } from "~/db/pool.server";

/** Workers that have been silent for so long are taken for dead though their process lives. All times are the database's: replicas need not agree on theirs. */
const SILENT_AFTER = 90 * SECOND;

/** However often its workers die, a job is begun no more often than this: it may be what kills them. */
const MOST_BEGINNINGS = 30;

export async function beat(db: Db, workerId: string, instanceId: string): Promise<void> {
  const at = raw`now()`;
  await db
    .insert(workerHeartbeats)
    .values({ workerId, at, instanceId })
    .onConflictDoUpdate({ target: workerHeartbeats.workerId, set: { at } });
}

/**
 * A worker that stops hands back the jobs it still holds, to be taken by others at once. The library does not wait until the end of its
 * last jobs is written, so these may be among them: they are run once more, which no job minds.
 */
export async function releaseJobs(db: Db, workerId: string): Promise<void> {
  await db.delete(workerHeartbeats).where(eq(workerHeartbeats.workerId, workerId));
  await unlockJobs(db, [workerId]);
}

/**
 * Hands the jobs of workers that were killed to the living (left alone, they stay locked for four hours); returns how many workers were
 * found dead. Dead are those whose process is, and those that were silent for 90 s in which the database answered this process all the
 * time. `graceMs` is for tests.
 */
export async function sweepDeadWorkers(db: Db, graceMs?: number): Promise<number> {
  const since = raw`now() - make_interval(secs => ${SILENT_AFTER / SECOND})`;
  const isSilent = (at: string) => raw`(${hasListened(SILENT_AFTER)} and ${raw.raw(at)} < ${since})`;
  return db.transaction(async (tx) => {
    // Who has not said yet that they live is given as long as who has fallen silent.
    const dead = await tx.execute<{ id: string }>(raw`
      with silent as (
        delete from worker_heartbeats w
        where ${isSilent("w.at")} or (w.instance_id is not null and not ${instanceLives(raw`w.instance_id`, graceMs)}) returning worker_id
      )
      select worker_id as id from silent union
      select locked_by from graphile_worker.jobs
      where ${isSilent("locked_at")} and locked_by not in (select worker_id from worker_heartbeats where at >= ${since})`);
    await unlockJobs(
      tx,
      dead.map(({ id }) => id),
    );
    await deleteDeadInstances(tx);
    return dead.length;
  });
}

/**
 * Unlocks what these workers hold. Where more of the same was asked for meanwhile, the library has taken the job's key and used up its
 * attempts, as another takes its place: it goes. What they died of at its last attempt is given one more.
 */
async function unlockJobs(db: Db, workerIds: readonly string[]): Promise<void> {
  if (workerIds.length === 0) return;
  const workers = raw`array(select json_array_elements_text(${JSON.stringify(workerIds)}::json))`;
  const held = await db.execute<{ id: string }>(raw`
    select id from graphile_worker.jobs where locked_by = any(${workers}) and attempts >= max_attempts`);
  await db.execute(raw`select graphile_worker.force_unlock_workers(${workers})`);
  const used = raw`graphile_worker.jobs where attempts >= max_attempts and id::text in (
    select json_array_elements_text(${JSON.stringify(held.map(({ id }) => id))}::json))`;
  await db.execute(raw`select graphile_worker.complete_jobs(array(select id from ${used} and key is null))`);
  await db.execute(raw`
    select graphile_worker.reschedule_jobs(array[id], max_attempts => max_attempts + 1) from ${used} and attempts < ${MOST_BEGINNINGS}`);
}
