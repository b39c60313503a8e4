import { currentPool } from "./pool.server";

/**
 * A hot query, prepared once per pool on its first use (an ordinary drizzle query costs an extra round trip). `build` names the
 * statement itself: `db.select()….prepare("session_by_hash")`.
 */
export function prepared<T>(build: () => T): () => T {
  let made: { pool: unknown; statement: T } | undefined;
  return () => {
    const pool = currentPool();
    if (made?.pool !== pool) made = { pool, statement: build() };
    return made.statement;
  };
}
