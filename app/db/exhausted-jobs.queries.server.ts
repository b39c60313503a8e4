import { sql as raw } from "drizzle-orm";
import type { Jobs } from "./jobs.server";
import type { Db } from "./pool.server";

/** A scheduled task, or a person, asks for these again as long as they are needed. All others are asked for once. */
const askedForAgain: readonly (keyof Jobs)[] = [
  "run_task",
  "watch_cluster",
  "collect_cluster",
  "collect_now",
  "reconcile_workload",
  "place_member",
];

const isExhausted = raw`attempts >= max_attempts and locked_at is null`;
const isAskedForAgain = raw`task_identifier in (select json_array_elements_text(${JSON.stringify(askedForAgain)}::json))`;

/** Jobs that have used up their attempts and are not tried again before {@link tendExhaustedJobs} does so, by task. */
export async function exhaustedJobs(db: Db): Promise<{ task: string; count: number; isAskedForAgain: boolean }[]> {
  const rows = await db.execute<{ task: string; count: number; again: boolean }>(raw`
    select task_identifier as task, count(*)::int as count, bool_and(${isAskedForAgain}) as again
    from graphile_worker.jobs where ${isExhausted} group by 1 order by 1`);
  return rows.map(({ task, count, again }) => ({ task, count, isAskedForAgain: again }));
}

/**
 * What becomes of jobs that used up their attempts more than a day ago: those that a scheduled task asks for again are deleted, any other
 * is tried once more, so once a day for as long as it fails. Returns how many of each.
 */
export async function tendExhaustedJobs(db: Db): Promise<{ deleted: number; revived: number }> {
  const isOld = raw`${isExhausted} and updated_at < now() - interval '1 day'`;
  const deleted = await db.execute(raw`
    select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs where ${isOld} and ${isAskedForAgain}))`);
  const revived = await db.execute(raw`
    select graphile_worker.reschedule_jobs(array[id], run_at => now(), attempts => max_attempts - 1)
    from graphile_worker.jobs where ${isOld} and not ${isAskedForAgain}`);
  return { deleted: deleted.length, revived: revived.length };
}
