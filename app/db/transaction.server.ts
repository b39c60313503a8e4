import { insideTransaction } from "~/core/transaction-scope.server";
import { refuseWhileClockIsWrong } from "./clock-trust.server";
import { db, type Db } from "./pool.server";
import { sqlState } from "./sql-state.server";

const mayRetry = new Set(["40001", "40P01"]);

/** Whether a unique constraint refused the write. */
export function isDuplicate(error: unknown): boolean {
  return sqlState(error) === "23505";
}

/**
 * Runs `work` in one transaction; a deadlock or serialization failure is tried again, three times in all. Other systems are asked before
 * it or after it: a network call inside throws (see `core/transaction-scope`). What it throws when the connection is lost
 * (`isConnectionLost`) leaves open whether it happened: that is not tried again here, and by others only if it may happen twice.
 * Refuses `unavailable` while this machine's clock is wrong, and undoes what was written if it became so meanwhile.
 */
export async function transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(work);
    } catch (error) {
      if (attempt === 3 || !mayRetry.has(sqlState(error) ?? "")) throw error;
    }
  }
}

async function attemptOnce<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  refuseWhileClockIsWrong();
  const afterCommit = new Set<() => void>();
  const done = await db.transaction((tx) => insideTransaction(() => byARightClock(work(tx)), afterCommit));
  for (const follow of afterCommit) follow();
  return done;
}

/** A clock that was set while the work was done may have given it its times. */
async function byARightClock<T>(work: Promise<T>): Promise<T> {
  const done = await work;
  refuseWhileClockIsWrong();
  return done;
}
