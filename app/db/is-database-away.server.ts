import { sqlState } from "./transaction.server";

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

/** Shutting down, starting up, out of connections or disk, or a statement that ran out of time. */
const serverCodes = /^(08...|53...|57P0[123]|57014|58030)$/;

/** Whether PostgreSQL could not be asked just now: the answer is "try again soon", never "you are signed out". */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string" && driverCodes.has(cause.code)) return true;
  return serverCodes.test(sqlState(error) ?? "");
}
