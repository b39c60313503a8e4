import { sqlState } from "./sql-state.server";

const driverCodes = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "QUERY_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Shutting down, starting up, cut for idling. */
const lossCodes = /^(08...|25P03|57P0[1235])$/;

/** Out of connections or disk, or a statement that ran out of time. */
const shortageCodes = /^(53...|57014|58030)$/;

/** What waited for a connection until its time was over was never sent. */
const unsentCodes = new Set(["QUEUE_TIMEOUT"]);

/** Whether PostgreSQL could not be asked just now: the answer is "try again soon", never "you are signed out". */
export function isDatabaseAway(error: unknown): boolean {
  return isConnectionLost(error) || shortageCodes.test(sqlState(error) ?? "") || hasCode(error, unsentCodes);
}

/**
 * Whether there was no connection, or it ended while it was asked, or was given up because no answer came. A write that was under way may
 * have happened: only asking again what is there tells.
 */
export function isConnectionLost(error: unknown): boolean {
  return hasCode(error, driverCodes) || lossCodes.test(sqlState(error) ?? "");
}

function hasCode(error: unknown, codes: ReadonlySet<string>): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string" && codes.has(cause.code)) return true;
  return false;
}
