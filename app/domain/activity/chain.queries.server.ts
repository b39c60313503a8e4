import { activity, activityHeads } from "@schema/activity";
import { cronRuns } from "@schema/cron";
import { and, asc, desc, eq, gt, isNull, lt, gte, or, sql as raw } from "drizzle-orm";
import type { Db } from "~/db/pool.server";
import { CHAINS, type ChainCheck, type ChainHead, type ChainReport } from "./chain";

/** The cron task that checks the chains; its report is kept with its run. */
export const CHECK_TASK = "verify-activity";

export async function chainHeads(db: Db): Promise<ChainHead[]> {
  return db
    .select({
      chain: activityHeads.chain,
      place: raw<number>`${activityHeads.place}::float8`,
      hash: raw<string>`encode(${activityHeads.hash}, 'hex')`,
    })
    .from(activityHeads)
    .orderBy(asc(activityHeads.chain));
}

/** The lines of a chain after a place, in order, each with the text that is hashed. */
export async function chainPage(db: Db, chain: number, after: number, limit: number) {
  return db
    .select({
      id: raw<string>`${activity.id}::text`,
      place: raw<number>`${activity.place}::float8`,
      hash: raw<string>`encode(${activity.hash}, 'hex')`,
      text: raw<string>`activity_text(${activity})`,
    })
    .from(activity)
    .where(and(eq(activity.chain, chain), gt(activity.place, BigInt(after))))
    .orderBy(asc(activity.place))
    .limit(limit);
}

/** A line that is in none of the chains. */
export async function findUnchained(db: Db): Promise<string | undefined> {
  const [row] = await db
    .select({ id: raw<string>`${activity.id}::text` })
    .from(activity)
    .where(or(isNull(activity.chain), isNull(activity.place), lt(activity.chain, 0), gte(activity.chain, CHAINS)))
    .limit(1);
  return row?.id;
}

/** The newest check that came to an end: any, or the newest that found the log whole. */
export async function findLastCheck(db: Db, found?: "whole"): Promise<ChainCheck | undefined> {
  const asFound = found && eq(raw`${cronRuns.report} ->> 'state'`, found);
  const [row] = await db
    .select({ at: cronRuns.finishedAt, report: cronRuns.report })
    .from(cronRuns)
    .where(and(eq(cronRuns.task, CHECK_TASK), eq(cronRuns.state, "done"), asFound))
    .orderBy(desc(cronRuns.windowStart))
    .limit(1);
  return row?.at ? { at: row.at, report: row.report as ChainReport } : undefined;
}
