import { sql as raw } from "drizzle-orm";
import type { Db } from "~/db/pool.server";

/** Makes the month's partition of the usage windows unless it is there. `month` is its first day, `2026-11-01`. */
export async function ensurePartition(db: Db, month: string): Promise<void> {
  await db.execute(raw`select ensure_usage_partition(${month}::date)`);
}

/** Rows that fell outside every month. */
export async function rowsOutsideMonths(db: Db): Promise<number> {
  const [row] = await db.execute<{ count: number }>(raw`select count(*)::int as count from usage_windows_default`);
  return row?.count ?? 0;
}
