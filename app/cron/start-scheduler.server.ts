import { schedule as scheduleCron, type Logger, type ScheduledTask } from "node-cron";
import { setTimeout as wait } from "node:timers/promises";
import { MINUTE, SECOND, clock, instant, later } from "~/core/clock";
import { env } from "~/core/env.server";
import { log } from "~/core/log.server";
import { inBackground } from "~/db/pool.server";
import { tick } from "./run-task.server";
import { schedule } from "./schedule.server";
import { untilClockIs } from "./watch-clock.server";

const PAUSE = 10 * SECOND;
const MOST_TRIES = 6;

/**
 * Starts this replica's scheduler, unless CRON is off. On start each task's last tick is made up for if nobody claimed it: of all
 * the windows missed while everything was down that is one, and it makes up for the rest. While this machine's time is wrong nothing ticks;
 * set right, it is as on start.
 */
export function startScheduler(): { stop(): void } {
  if (env().CRON === "off") return { stop: () => undefined };
  const stopping = new AbortController();
  void tickWhileClockIsRight(stopping.signal);
  return { stop: () => stopping.abort() };
}

async function tickWhileClockIsRight(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await untilClockIs("right", signal);
    const over = new AbortController();
    const timers = startTimers(AbortSignal.any([signal, over.signal]));
    await untilClockIs("wrong", signal);
    over.abort();
    for (const timer of timers) void timer.destroy();
  }
}

function startTimers(signal: AbortSignal): ScheduledTask[] {
  return schedule.map(({ name, schedule: pattern, windowMs }) => {
    const timer = scheduleCron(pattern, ({ date }) => tickWithRetries(name, date, signal), {
      name,
      timezone: "UTC",
      logger,
    });
    timer.on("execution:missed", ({ date }) => tickWithRetries(name, date, signal));
    const due = lastDue(timer, clock.now(), windowMs);
    if (due) void tickWithRetries(name, due, signal);
    return timer;
  });
}

/** A database that is just restarting must not cost a day's run. */
async function tickWithRetries(name: string, at: Date, signal: AbortSignal): Promise<void> {
  for (let tries = 1; !signal.aborted; tries++) {
    try {
      await inBackground(() => tick(name, at));
      return;
    } catch (error) {
      log.warn({ err: error, task: name, at, tries }, "tick failed");
      if (tries === MOST_TRIES) return;
      await wait(PAUSE, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

/** The latest minute at or before `now`, no further back than one window, at which the task was due. */
function lastDue(timer: ScheduledTask, now: Date, windowMs: number): Date | undefined {
  const thisMinute = instant(Math.floor(now.getTime() / MINUTE) * MINUTE);
  for (let back = 0; back < windowMs; back += MINUTE) {
    const at = later(thisMinute, -back);
    if (timer.match(at)) return at;
  }
  return undefined;
}

const words = (message: string | Error) => (message instanceof Error ? message.message : message);

const logger: Logger = {
  info: (message) => log.debug({ clock: message }, "clock"),
  debug: (message) => log.debug({ clock: words(message) }, "clock"),
  warn: (message) => log.warn({ clock: message }, "clock"),
  error: (message, error) => log.error({ err: error ?? message }, "clock"),
};
