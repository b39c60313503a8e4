import { db, type Db } from "./pool.server";
import { sqlState } from "./sql-state.server";

const mayRetry = new Set(["40001", "40P01"]);

/** Whether a unique constraint refused the write. */
export function isDuplicate(error: unknown): boolean {
  return sqlState(error) === "23505";
}

/**
 * Runs `work` in one transaction; a deadlock or serialization failure is tried again, three times in all. What it throws when the connection
 * is lost (`isConnectionLost`) leaves open whether it happened: that is not tried again here, and by others only if it may happen twice.
 */
export async function transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (attempt === 3 || !mayRetry.has(sqlState(error) ?? "")) throw error;
    }
  }
}
