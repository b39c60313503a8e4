import { AppError } from "~/core/app-error";
import { clock, instant } from "~/core/clock";
import { log } from "~/core/log.server";
import { addJob } from "~/db/jobs.server";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { beginTaskRun, claimTick, finishTaskRun } from "./cron-runs.queries.server";
import { schedule, type Task } from "./schedule.server";

const MOST_ATTEMPTS = 5;

/**
 * A tick of the scheduler: claims the task's window that `at` lies in and adds its job, both or neither. However many replicas tick, however
 * often and whatever their clocks say, a window is run once; true for whoever claimed it. Refuses `unavailable` while this machine's clock
 * is wrong: the window would not be one that is due.
 * `jobAt` has the job wait: for who runs the task at once, and leaves to it only what they do not live to do.
 */
export async function tick(taskName: string, at: Date, jobAt?: Date): Promise<boolean> {
  const { name } = requireTask(taskName);
  const windowStart = windowOf(name, at);
  return transaction(async (tx) => {
    const isClaimed = await claimTick(tx, name, windowStart, clock.now());
    const window = windowStart.toISOString();
    const options = { key: `task:${name}:${window}`, maxAttempts: MOST_ATTEMPTS, ...(jobAt && { runAt: jobAt }) };
    if (isClaimed) await addJob(tx, "run_task", { task: name, window }, options);
    return isClaimed;
  });
}

/** The start of the task's window that `at` lies in. */
export function windowOf(taskName: string, at: Date): Date {
  const { windowMs } = requireTask(taskName);
  return instant(Math.floor(at.getTime() / windowMs) * windowMs);
}

/** Runs a task for a window and records how it went; nothing when it is done already. Throws what the task throws, to be tried again. */
export async function runTask(taskName: string, windowStart: Date): Promise<void> {
  const { name, run } = requireTask(taskName);
  if (!(await beginTaskRun(db, name, windowStart, clock.now()))) return;
  try {
    const outcome = await run(windowStart);
    const report = typeof outcome === "number" ? { count: outcome } : outcome;
    await finishTaskRun(db, name, windowStart, clock.now(), { state: "done", report });
    log.info({ task: name, windowStart, report }, "task done");
  } catch (error) {
    await finishTaskRun(db, name, windowStart, clock.now(), { state: "failed", error: wordsOf(error) });
    throw error;
  }
}

function requireTask(name: string): Task {
  const task = schedule.find((one) => one.name === name);
  if (!task) throw new Error(`no task is called ${name}`);
  return task;
}

/** A refusal's code; of anything else the message, without a statement's parameters. */
function wordsOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return String(error).split("\nparams:")[0] ?? "";
}
