import { usageTotals } from "@schema/billing";
import { eq, sql as raw } from "drizzle-orm";
import { nano, type Nano } from "~/core/money";
import type { Period } from "~/core/month";
import type { Db } from "~/db/pool.server";

/** What everyone together spent in a month. */
export async function sumOfPeriod(db: Db, period: Period): Promise<Nano> {
  const [row] = await db
    .select({ spent: raw<string>`coalesce(sum(${usageTotals.ratedNano}), 0)` })
    .from(usageTotals)
    .where(eq(usageTotals.period, period));
  return nano(BigInt(row?.spent ?? 0));
}
