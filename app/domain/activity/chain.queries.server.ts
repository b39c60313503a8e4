import { activity, activityHeads } from "@schema/activity";
import { cronRuns } from "@schema/cron";
import { and, asc, desc, eq, gt, isNull, lt, lte, gte, or, sql as raw } from "drizzle-orm";
import type { Db } from "~/db/pool.server";
import { CHAINS, type ChainCheck, type ChainHead, type ChainReport, type ChainScope } from "./chain";

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

/** The id of the newest line; 0 where there is none. */
export async function lastLineId(db: Db): Promise<string> {
  const [row] = await db.select({ id: raw<string>`coalesce(max(${activity.id}), 0)::text` }).from(activity);
  return row?.id ?? "0";
}

/** A line that is in none of the chains, of those with ids after `after` up to `upTo`. */
export async function findUnchained(db: Db, after: bigint, upTo: bigint): Promise<string | undefined> {
  const [row] = await db
    .select({ id: raw<string>`${activity.id}::text` })
    .from(activity)
    .where(
      and(
        gt(activity.id, after),
        lte(activity.id, upTo),
        or(isNull(activity.chain), isNull(activity.place), lt(activity.chain, 0), gte(activity.chain, CHAINS)),
      ),
    )
    .limit(1);
  return row?.id;
}

/** The newest check that came to an end: any, or the newest that found this, or read so much. */
export async function findLastCheck(
  db: Db,
  { state, scope }: { state?: "whole"; scope?: ChainScope } = {},
): Promise<ChainCheck | undefined> {
  const asFound = state && eq(raw`${cronRuns.report} ->> 'state'`, state);
  const asRead = scope && eq(raw`coalesce(${cronRuns.report} ->> 'scope', 'all')`, scope);
  const [row] = await db
    .select({ at: cronRuns.finishedAt, report: cronRuns.report })
    .from(cronRuns)
    .where(and(eq(cronRuns.task, CHECK_TASK), eq(cronRuns.state, "done"), asFound, asRead))
    .orderBy(desc(cronRuns.windowStart))
    .limit(1);
  return row?.at ? { at: row.at, report: row.report as ChainReport } : undefined;
}
