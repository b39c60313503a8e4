import { clock, later, MINUTE } from "~/core/clock";
import { db, inBackground } from "~/db/pool.server";
import { findTaskRun } from "./cron-runs.queries.server";
import { runTask, tick, windowOf } from "./run-task.server";

/** Longer than a task takes: after this a job takes up what its caller did not live to end. */
const LEFT_TO_THE_JOB_AFTER = 2 * MINUTE;

export type TaskRun = NonNullable<Awaited<ReturnType<typeof findTaskRun>>> & {
  /** Somebody had claimed this window before: their run is told, and nothing was run again. */
  wasClaimed: boolean;
};

/**
 * The tick of a scheduler outside: runs the task for the window that it is now, as the scheduler's own tick has it run, and returns how it went.
 * A window that is claimed already, by whomever, is told and not run again. Throws what the task throws; a job tries that again.
 */
export async function runNow(taskName: string): Promise<TaskRun> {
  const now = clock.now();
  const windowStart = windowOf(taskName, now);
  const isMine = await tick(taskName, now, later(now, LEFT_TO_THE_JOB_AFTER));
  if (isMine) await inBackground(() => runTask(taskName, windowStart));
  const run = await findTaskRun(db, taskName, windowStart);
  if (!run) throw new Error(`the run of ${taskName} at ${windowStart.toISOString()} left no record`);
  return { ...run, wasClaimed: !isMine };
}
