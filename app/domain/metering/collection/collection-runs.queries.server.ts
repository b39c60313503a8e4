import { cronRuns } from "@schema/cron";
import { and, desc, eq, gte } from "drizzle-orm";
import type { Db } from "~/db/pool.server";
import { COLLECT_NOW } from "./collection-run";

/** The record of the run that was asked for at this instant. */
export async function findCollectionRow(db: Db, requestedAt: Date) {
  const [row] = await db
    .select()
    .from(cronRuns)
    .where(and(eq(cronRuns.task, COLLECT_NOW), eq(cronRuns.windowStart, requestedAt)));
  return row;
}

/** The record of the run that was asked for last, of those since `since`. */
export async function findLatestCollectionRow(db: Db, since: Date) {
  const [row] = await db
    .select()
    .from(cronRuns)
    .where(and(eq(cronRuns.task, COLLECT_NOW), gte(cronRuns.windowStart, since)))
    .orderBy(desc(cronRuns.windowStart))
    .limit(1);
  return row;
}
