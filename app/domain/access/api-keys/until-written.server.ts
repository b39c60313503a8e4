import { setTimeout as wait } from "node:timers/promises";
import { clock, SECOND } from "~/core/clock";
import { log } from "~/core/log.server";
import { inBackground } from "~/db/pool.server";
import { REQUEST_DEADLINE_SECONDS, withQueryDeadline } from "~/db/query-deadline.server";

/** Between two tries while the database cannot be asked. */
const PAUSE = 2 * SECOND;

/** True when nothing is left to be written. */
type Write = () => Promise<boolean>;

const owed = new Set<{ write: Write; until: Date }>();
let isTrying = false;

/**
 * Writes at once where the database lets it; else again, every two seconds, until it does and `write` says that nothing is left, or `until`
 * has passed; that is after this has resolved. Never throws. What is owed when the process ends is lost.
 */
export async function untilWritten(write: Write, until: Date): Promise<void> {
  if (await isWritten(write)) return;
  owed.add({ write, until });
  if (!isTrying) void inBackground(() => withQueryDeadline(REQUEST_DEADLINE_SECONDS, tryAgain));
}

async function isWritten(write: Write): Promise<boolean> {
  return write().catch((error: unknown) => {
    log.warn({ err: error, owed: owed.size }, "what could not be written is tried again");
    return false;
  });
}

async function tryAgain(): Promise<void> {
  isTrying = true;
  while (owed.size > 0) {
    await wait(PAUSE, undefined, { ref: false });
    for (const one of [...owed]) if (clock.now() > one.until || (await isWritten(one.write))) owed.delete(one);
  }
  isTrying = false;
}
