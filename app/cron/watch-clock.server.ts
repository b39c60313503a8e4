import { setTimeout as wait } from "node:timers/promises";
import { MINUTE, SECOND } from "~/core/clock";
import { log } from "~/core/log.server";
import { compareClocks, isClockWrong, skewSeconds, clockProblem } from "~/db/clock-trust.server";

const COMPARE_EVERY = MINUTE;

/** A wrong clock is compared more often, so that work goes on soon after it was set right. */
const COMPARE_WRONG_EVERY = 5 * SECOND;

/** How often it is looked whether the clock was set since. */
const LOOK_EVERY = 0.5 * SECOND;

/** While it lasts, an error is logged this often. */
const LOG_EVERY = 5 * MINUTE;

/**
 * Compares this machine's clock with the database's, now and every minute, and says in the log when it is wrong and when it is right
 * again. Never throws: a database that does not answer leaves things as they are.
 */
export async function startClockWatch(): Promise<{ stop(): void }> {
  const stopping = new AbortController();
  const look = lookout();
  await look();
  void watch(look, stopping.signal);
  return { stop: () => stopping.abort() };
}

async function watch(look: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await wait(LOOK_EVERY, undefined, { signal, ref: false }).catch(() => undefined);
    await look();
  }
}

/** A clock that was set is compared at once: it may have been set right. */
function lookout(): () => Promise<void> {
  let wasWrong = false;
  let comparedAt = -Infinity;
  let loggedAt = -Infinity;
  return async () => {
    const since = performance.now() - comparedAt;
    if (isClockWrong() !== wasWrong || since >= (wasWrong ? COMPARE_WRONG_EVERY : COMPARE_EVERY)) {
      comparedAt = performance.now();
      await compareClocks().catch((error: unknown) => log.warn({ err: error }, "the clocks could not be compared"));
    }
    if (isClockWrong() && (!wasWrong || performance.now() - loggedAt >= LOG_EVERY)) {
      loggedAt = performance.now();
      log.error({ skewSeconds: skewSeconds() }, clockProblem());
    }
    if (wasWrong && !isClockWrong()) log.info({ skewSeconds: skewSeconds() }, "the clocks agree again: work goes on");
    wasWrong = isClockWrong();
  };
}

/** Resolves when the clock is known to be wrong, or is not (any more), or when `signal` aborts. */
export async function untilClockIs(awaited: "wrong" | "right", signal: AbortSignal): Promise<void> {
  while (!signal.aborted && isClockWrong() !== (awaited === "wrong"))
    await wait(LOOK_EVERY, undefined, { signal, ref: false }).catch(() => undefined);
}
