import { sql as raw } from "drizzle-orm";
import { isClockWrong, skewSeconds, clockProblem } from "~/db/clock-trust.server";
import { connectionShortages } from "~/db/pool-watch.server";
import { db, authDb } from "~/db/pool.server";

const TIMEOUT_MS = 2000;

export type Readiness = {
  status: "ready" | "degraded" | "not ready";
  database?: string[];
  reason?: string;
  clock_skew_seconds?: number;
};

/**
 * Whether this replica can serve: it reaches the database within two seconds, by the way that every request takes and by the pool. While
 * connections are too few (told in `database`) it is degraded and serves on: without it the others would have to do with as few. A clock that is
 * wrong is told in `reason`.
 */
export async function readiness(): Promise<Readiness> {
  if (isClockWrong()) return { status: "not ready", reason: clockProblem(), clock_skew_seconds: skewSeconds() };
  if (!(await reachesDatabase())) return { status: "not ready" };
  const database = connectionShortages();
  return database.length > 0 ? { status: "degraded", database } : { status: "ready" };
}

async function reachesDatabase(): Promise<boolean> {
  const asked = Promise.all([authDb, db].map((one) => one.execute(raw`select 1`))).then(
    () => true,
    () => false,
  );
  const tooLate = new Promise<boolean>((resolve) => setTimeout(resolve, TIMEOUT_MS, false).unref());
  return Promise.race([asked, tooLate]);
}
