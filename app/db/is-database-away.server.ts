import { sqlState } from "./sql-state.server";

const driverCodes = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Shutting down, starting up, cut for idling. */
const lossCodes = /^(08...|25P03|57P0[1235])$/;

/** Out of connections or disk, or a statement that ran out of time. */
const shortageCodes = /^(53...|57014|58030)$/;

/** Whether PostgreSQL could not be asked just now: the answer is "try again soon", never "you are signed out". */
export function isDatabaseAway(error: unknown): boolean {
  return isConnectionLost(error) || shortageCodes.test(sqlState(error) ?? "");
}

/** Whether there was no connection, or it ended while it was asked. */
export function isConnectionLost(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string" && driverCodes.has(cause.code)) return true;
  return lossCodes.test(sqlState(error) ?? "");
}
