import { AsyncLocalStorage } from "node:async_hooks";

/** What nearly every request asks first. PostgreSQL itself ends such a statement before, so that the shared connection is kept. */
export const AUTH_DEADLINE_SECONDS = 3;

/** What somebody waits for. */
export const REQUEST_DEADLINE_SECONDS = 10;

/** Everything else: a little longer than the longest limit that a statement has in PostgreSQL, which comes first as long as that lives. */
const DEADLINE_SECONDS = 130;

const chosen = new AsyncLocalStorage<number>();

/**
 * Runs `work` so that each of its queries is given up after `seconds` without an answer, and its connection with it. A write that was given
 * up may have happened all the same.
 */
export function withQueryDeadline<T>(seconds: number, work: () => T): T {
  return chosen.run(seconds, work);
}

/** Seconds within which a query that is asked now is to be answered. */
export function queryDeadline(): number {
  return chosen.getStore() ?? DEADLINE_SECONDS;
}
