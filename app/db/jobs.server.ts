import { sql as raw } from "drizzle-orm";
import type { Db } from "./pool.server";

/** Names and payloads of the durable work. The worker in `cron/` holds the verb of each. */
export type Jobs = {
  place_member: { userId: string };
  reconcile_workload: { workloadId: string };
  remove_environment: { environmentId: string };
  handle_stripe_event: { eventId: string };
  settle_reversals: { paymentIntentId: string };
  run_task: { task: string; window: string };
  watch_cluster: { clusterId: string };
  /** `requestedAt` names the run. */
  collect_now: { requestedAt: string };
  collect_cluster: { clusterId: string; window: string };
  remove_hub_user: { clusterId: string; sealedName: string; isGone?: boolean };
  deliver_webhook: { deliveryId: string };
};

export type JobOptions = {
  /** Two jobs with one key become one: a job that waits is replaced, one that runs is followed by one more. */
  key?: string;
  /** Not before this instant. */
  runAt?: Date;
  maxAttempts?: number;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  /** The smaller goes first; 0 unless said otherwise. */
  priority?: number;
};

/** Adds durable work inside the caller's transaction: it happens if, and only if, the transaction commits. */
export async function addJob<T extends keyof Jobs>(
  db: Db,
  task: T,
  payload: Jobs[T],
  options: JobOptions = {},
): Promise<void> {
  await db.execute(raw`select graphile_worker.add_job(
    ${task}, ${JSON.stringify(payload)}::json,
    queue_name := ${options.queue ?? null}, job_key := ${options.key ?? null}, run_at := ${options.runAt?.toISOString() ?? null}::timestamptz,
    max_attempts := ${options.maxAttempts ?? 25}::int, priority := ${options.priority ?? 0}::int)`);
}

/**
 * Adds durable work that may be waiting already for another reason, all of it in one statement. A job that waits is done no later, and
 * goes no further behind, than it would have: it keeps its time where that is earlier, and its priority where that is smaller. One that a
 * transaction beside this one adds keeps its time too.
 */
export async function addJobsNoLater<T extends keyof Jobs>(
  db: Db,
  task: T,
  jobs: readonly { key: string; payload: Jobs[T] }[],
  { runAt, priority }: Pick<JobOptions, "runAt" | "priority"> = {},
): Promise<void> {
  const due = raw`${runAt?.toISOString() ?? null}::timestamptz`;
  await db.execute(raw`
    with added as (
      select key, payload from json_to_recordset(${JSON.stringify(jobs)}::json) as given(key text, payload json)),
    waiting as (
      update graphile_worker._private_jobs job set run_at = least(job.run_at, coalesce(${due}, now())) from added
      where job.key = added.key and job.locked_at is null and job.attempts = 0
      returning job.key, job.priority)
    select graphile_worker.add_job(${task}, added.payload, job_key := added.key, run_at := ${due}, max_attempts := 25,
      priority := least(waiting.priority, ${priority ?? 0}::int)::int, job_key_mode := 'preserve_run_at')
    from added left join waiting on waiting.key = added.key`);
}
