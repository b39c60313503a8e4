import { cronRuns } from "@schema/cron";
import { and, desc, eq, gte, inArray, lt, ne, sql as raw } from "drizzle-orm";
import type { Db } from "~/db/pool.server";

const here = (task: string, windowStart: Date) => and(eq(cronRuns.task, task), eq(cronRuns.windowStart, windowStart));

/** The claim that the primary key decides: true for one caller on one replica, ever. */
export async function claimTick(db: Db, task: string, windowStart: Date, now: Date): Promise<boolean> {
  const claimed = await db
    .insert(cronRuns)
    .values({ task, windowStart, state: "queued", claimedAt: now })
    .onConflictDoNothing()
    .returning({ task: cronRuns.task });
  return claimed.length === 1;
}

/** Begins an attempt; false when the run is done or was never claimed. */
export async function beginTaskRun(db: Db, task: string, windowStart: Date, now: Date): Promise<boolean> {
  const begun = await db
    .update(cronRuns)
    .set({ state: "running", attempts: raw`${cronRuns.attempts} + 1`, startedAt: now, finishedAt: null, error: null })
    .where(and(here(task, windowStart), ne(cronRuns.state, "done")))
    .returning({ task: cronRuns.task });
  return begun.length === 1;
}

export type TaskOutcome = { state: "done"; report: Record<string, unknown> } | { state: "failed"; error: string };

export async function finishTaskRun(
  db: Db,
  task: string,
  windowStart: Date,
  now: Date,
  outcome: TaskOutcome,
): Promise<void> {
  await db
    .update(cronRuns)
    .set({ ...outcome, finishedAt: now })
    .where(here(task, windowStart));
}

/** How a run went; undefined when nobody claimed it. */
export async function findTaskRun(db: Db, task: string, windowStart: Date) {
  const [row] = await db.select().from(cronRuns).where(here(task, windowStart));
  return row;
}

/** Notes what a run that is under way has come to so far. */
export async function reportSoFar(
  db: Db,
  task: string,
  windowStart: Date,
  report: Record<string, unknown>,
): Promise<void> {
  await db
    .update(cronRuns)
    .set({ report })
    .where(and(here(task, windowStart), ne(cronRuns.state, "done")));
}

/** Adds one element to a list of what a run that is under way has come to: however many are added at once, each is there once. */
export async function addToReport(
  db: Db,
  task: string,
  windowStart: Date,
  list: string,
  element: Record<string, unknown>,
): Promise<void> {
  const added = raw`coalesce(${cronRuns.report} -> ${list}, '[]') || jsonb_build_array(${JSON.stringify(element)}::jsonb)`;
  const report = raw`jsonb_set(coalesce(${cronRuns.report}, '{}'), array[${list}], ${added})`;
  await db
    .update(cronRuns)
    .set({ report })
    .where(and(here(task, windowStart), ne(cronRuns.state, "done")));
}

/** The run of this task that waits or is under way since `since` or later. What began earlier was cut off. One at a time asks, to the transaction's end. */
export async function lockRunUnderWay(db: Db, task: string, since: Date): Promise<Date | undefined> {
  await db.execute(raw`select pg_advisory_xact_lock(hashtext(${`atrium:task:${task}`}))`);
  const [row] = await db
    .select({ windowStart: cronRuns.windowStart })
    .from(cronRuns)
    .where(
      and(
        eq(cronRuns.task, task),
        inArray(cronRuns.state, ["queued", "running"]),
        gte(raw`coalesce(${cronRuns.startedAt}, ${cronRuns.claimedAt})`, since.toISOString()),
      ),
    )
    .orderBy(desc(cronRuns.windowStart));
  return row?.windowStart;
}

/** When the last run of this task that ended done began, of those whose report names this mode of Stripe's, or none. */
export async function lastDoneBegan(db: Db, task: string, mode: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ startedAt: cronRuns.startedAt })
    .from(cronRuns)
    .where(
      and(
        eq(cronRuns.task, task),
        eq(cronRuns.state, "done"),
        raw`coalesce(${cronRuns.report} ->> 'mode', ${mode}) = ${mode}`,
      ),
    )
    .orderBy(desc(cronRuns.windowStart))
    .limit(1);
  return row?.startedAt ?? undefined;
}

/** Drops the record of runs of windows before `before`; returns how many. */
export async function deleteOldRuns(db: Db, before: Date): Promise<number> {
  const forgotten = await db.delete(cronRuns).where(lt(cronRuns.windowStart, before));
  return forgotten.count;
}
