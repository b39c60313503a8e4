import { instant } from "~/core/clock";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { ensurePartition, rowsOutsideMonths } from "./partitions.queries.server";

const MONTHS_AHEAD = 3;

/** Makes the partitions of this month and the next three; `outside` counts windows that lie in no month's and should be none. */
export async function ensurePartitions(now: Date): Promise<{ months: string[]; outside: number }> {
  const months = Array.from({ length: MONTHS_AHEAD + 1 }, (_, ahead) =>
    instant(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead))
      .toISOString()
      .slice(0, 10),
  );
  for (const month of months) await ensurePartition(db, month);
  const outside = await rowsOutsideMonths(db);
  if (outside > 0) log.warn({ outside }, "usage windows outside every month's partition");
  return { months, outside };
}
