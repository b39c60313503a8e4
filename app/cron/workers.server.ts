import { EventEmitter } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Logger, run, type WorkerEvents, type WorkerPool } from "graphile-worker";
import { SECOND } from "~/core/clock";
import { env } from "~/core/env.server";
import { log } from "~/core/log.server";
import { isClockWrong } from "~/db/clock-trust.server";
import { instanceId } from "~/db/instance.server";
import { db, inBackground } from "~/db/pool.server";
import { startConsumers } from "./run-consumers.server";
import { beat, releaseJobs, sweepDeadWorkers } from "./heartbeats.queries.server";
import { taskList } from "./task-list.server";
import { untilClockIs } from "./watch-clock.server";

/** How often workers say that they live, and look after the jobs of those that do not. */
const BEAT = 5 * SECOND;

/** How long running jobs may take to finish once the process is told to stop. */
const STOP_TIMEOUT = 20 * SECOND;

/** A start that somebody watches is looked at twice a second. */
const POLL_MS = 500;

/** Between two tries to start workers while the database is away. */
const PAUSE = 0.5 * SECOND;

/**
 * Starts this replica's workers on the durable jobs, and the consumers of the outbox. Workers say that they live, so that others take over the jobs of one that was killed;
 * when they end by themselves, as they do when the end of a job cannot be written, new ones take their place. While this machine's clock is
 * wrong there are none: what runs then is finished or handed back, and they begin when it is right.
 * `stop` takes no new job, lets the running ones finish or hands them back, within 25 seconds.
 */
export async function startWorkers(): Promise<{ stop(): Promise<void> }> {
  if (env().WORKERS === 0) return { stop: () => Promise.resolve() };
  const over = new AbortController();
  let running = isClockWrong() ? undefined : await startWorkerPool();
  const isOver = () => over.signal.aborted;
  const keeping = keepRunning();
  const consumers = startConsumers();
  return {
    stop: async () => {
      over.abort();
      await Promise.all([running?.stop(), consumers.stop()]);
      await keeping;
    },
  };

  async function keepRunning(): Promise<void> {
    while (!isOver()) {
      const before = running;
      await endOf(before, over.signal);
      if (isOver()) return;
      if (isClockWrong()) await before?.stop();
      await untilClockIs("right", over.signal);
      running = (await startWhenPossible(isOver)) ?? before;
      await before?.stop();
    }
  }
}

/** Resolves when these workers have ended, or may not go on because the clock is wrong; at once where there are none. */
async function endOf(running: RunningPool | undefined, signal: AbortSignal): Promise<void> {
  const found = new AbortController();
  await Promise.race([running?.ended, untilClockIs("wrong", AbortSignal.any([signal, found.signal]))]);
  found.abort();
}

type RunningPool = { ended: Promise<void>; stop(): Promise<void> };

/** Starts workers as soon as the database lets it; none when it is too late. */
async function startWhenPossible(isTooLate: () => boolean): Promise<RunningPool | undefined> {
  while (!isTooLate()) {
    const running = await startWorkerPool().catch((error: unknown) =>
      log.warn({ err: error }, "workers cannot start yet"),
    );
    if (running && !isTooLate()) return running;
    await (running ? running.stop() : wait(PAUSE, undefined, { ref: false }));
  }
  return undefined;
}

async function startWorkerPool(): Promise<RunningPool> {
  const { WORKERS: concurrency, DATABASE_URL: connectionString } = env();
  const events: WorkerEvents = new EventEmitter();
  const pools: WorkerPool[] = [];
  events.on("pool:create", ({ workerPool }) => pools.push(workerPool));
  const runner = await run({ preset, connectionString, concurrency, noHandleSignals: true, taskList, logger, events });
  const [pool] = pools;
  if (!pool) throw new Error("the job library made no pool of workers");
  // Workers whose listener was cut have been seen to sleep on: they count as ended, and are replaced.
  const cut = new Promise<void>((resolve) => events.once("pool:listen:error", () => resolve()));
  const ended = Promise.race([runner.promise.catch(logEnd), cut]);
  await keepBeating(pool.id);
  const heart = setInterval(() => void keepBeating(pool.id), BEAT).unref();
  return {
    ended,
    stop: async () => {
      clearInterval(heart);
      await Promise.race([runner.stop().catch(() => ended), wait(STOP_TIMEOUT, undefined, { ref: false })]);
      await releaseJobs(db, pool.id).catch(logEnd);
    },
  };
}

/**
 * The end of a job is written in batches, though of those that end at once: a failure to write one alone would be nobody's to catch
 * and end the process, one to write a batch ends the workers.
 */
const preset: GraphileConfig.Preset = {
  worker: { pollInterval: POLL_MS, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
};

const logEnd = (error: unknown) => log.error({ err: error }, "workers ended badly");

async function keepBeating(workerId: string): Promise<void> {
  const beaten = inBackground(async () => {
    await beat(db, workerId, await instanceId());
    const dead = await sweepDeadWorkers(db);
    if (dead > 0) log.warn({ dead }, "workers have died: their jobs are done by others");
  });
  await beaten.catch((error: unknown) => log.warn({ err: error }, "heartbeat failed"));
}

/** What a job failed with is logged where it ran; the library's own line would repeat it with the statement's parameters. */
const logger = new Logger(() => (level, message, meta) => {
  if (meta["failure"] === true) return;
  if (level === "error") log.error({ worker: message }, "worker");
  else if (level === "warning") log.warn({ worker: message }, "worker");
  else log.debug({ worker: message }, "worker");
});
