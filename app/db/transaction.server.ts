import { db, type Db } from "./pool.server";

const mayRetry = new Set(["40001", "40P01"]);

/** The SQLSTATE of a database error (drizzle wraps the driver's), or undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string" && /^[0-9A-Z]{5}$/.test(cause.code)) return cause.code;
  return undefined;
}

/** Whether a unique constraint refused the write. */
export function isDuplicate(error: unknown): boolean {
  return sqlState(error) === "23505";
}

/** Runs `work` in one transaction; a deadlock or serialization failure is tried again, three times in all. */
export async function transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (attempt === 3 || !mayRetry.has(sqlState(error) ?? "")) throw error;
    }
  }
}
