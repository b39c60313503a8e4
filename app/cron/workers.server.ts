import { EventEmitter } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Logger, run, type WorkerEvents, type WorkerPool } from "graphile-worker";
import { SECOND } from "~/core/clock";
import { env } from "~/core/env.server";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { beat, handBackJobs } from "./heartbeats.queries.server";
import { taskList } from "./task-list.server";

const BEAT = 20 * SECOND;

/** How long running jobs may take to finish once the process is told to stop. */
const PATIENCE = 20 * SECOND;

/** A start that somebody watches is looked at twice a second. */
const POLL_MS = 500;

/**
 * Starts this replica's workers on the durable jobs. They say that they live, so that others take over the jobs of one that was killed.
 * `stop` takes no new job, lets the running ones finish or hands them back, within 25 seconds.
 */
export async function startWorkers(): Promise<{ stop(): Promise<void> }> {
  const { WORKERS: concurrency, DATABASE_URL: connectionString } = env();
  if (concurrency === 0) return { stop: () => Promise.resolve() };
  const events: WorkerEvents = new EventEmitter();
  const pools: WorkerPool[] = [];
  events.on("pool:create", ({ workerPool }) => pools.push(workerPool));
  const runner = await run({
    connectionString,
    concurrency,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    taskList,
    logger,
    events,
  });
  const [pool] = pools;
  if (!pool) throw new Error("the job library made no pool of workers");
  runner.promise.catch(logEnd);
  await keepBeating(pool.id);
  const heart = setInterval(() => void keepBeating(pool.id), BEAT).unref();
  return {
    stop: async () => {
      clearInterval(heart);
      await Promise.race([runner.stop().catch(logEnd), wait(PATIENCE, undefined, { ref: false })]);
      await handBackJobs(db, pool.id);
    },
  };
}

const logEnd = (error: unknown) => log.error({ err: error }, "workers ended");

async function keepBeating(workerId: string): Promise<void> {
  await beat(db, workerId).catch((error: unknown) => log.warn({ err: error }, "heartbeat failed"));
}

/** What a job failed with is logged where it ran; the library's own line would repeat it with the statement's parameters. */
const logger = new Logger(() => (level, message, meta) => {
  if (meta["failure"] === true) return;
  if (level === "error") log.error({ worker: message }, "worker");
  else if (level === "warning") log.warn({ worker: message }, "worker");
  else log.debug({ worker: message }, "worker");
});
