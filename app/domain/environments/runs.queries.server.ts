import { environmentEvents, environmentRuns } from "@schema/environments";
import { and, desc, eq, isNull, lt, max, sql as raw } from "drizzle-orm";
import type { EnvironmentId, RunId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";
import type { EnvironmentEvent, Run, StateReason } from "./environment";

export async function insertRun(db: Db, row: typeof environmentRuns.$inferInsert): Promise<void> {
  await db.insert(environmentRuns).values(row);
}

export async function findOpenRun(db: Db, environmentId: EnvironmentId): Promise<Run | undefined> {
  const [row] = await db
    .select()
    .from(environmentRuns)
    .where(and(eq(environmentRuns.environmentId, environmentId), isNull(environmentRuns.endedAt)));
  return row as Run | undefined;
}

const openRunsByEnvironment = prepared("open_runs_by_environment", ["ids"], (db, { ids }) =>
  db
    .select()
    .from(environmentRuns)
    .where(and(raw`${environmentRuns.environmentId} = any(${ids}::text[])`, isNull(environmentRuns.endedAt))),
);

/** The open run of each of these environments that has one. */
export async function openRunsOf(db: Db, ids: readonly EnvironmentId[]): Promise<Map<EnvironmentId, Run>> {
  const rows = await openRunsByEnvironment(db, { ids });
  return new Map(rows.map((row) => [row.environmentId as EnvironmentId, row as Run]));
}

const launchesByEnvironment = prepared("launches_by_environment", ["ids"], (db, { ids }) =>
  db
    .select({ environmentId: environmentRuns.environmentId, at: max(environmentRuns.requestedAt) })
    .from(environmentRuns)
    .where(raw`${environmentRuns.environmentId} = any(${ids}::text[])`)
    .groupBy(environmentRuns.environmentId),
);

/** When each of these environments was last asked for; those that nobody ever started are left out. */
export async function lastLaunchesOf(db: Db, ids: readonly EnvironmentId[]): Promise<Map<EnvironmentId, Date>> {
  const rows = ids.length === 0 ? [] : await launchesByEnvironment(db, { ids });
  return new Map(rows.flatMap(({ environmentId, at }) => (at ? [[environmentId as EnvironmentId, at]] : [])));
}

/** Counts one more asking, before the hub is asked: whoever crashes in between has still asked. */
export async function countAsk(db: Db, runId: RunId, asks: number, askedAt: Date): Promise<boolean> {
  const counted = await db
    .update(environmentRuns)
    .set({ asks: asks + 1, askedAt })
    .where(and(eq(environmentRuns.id, runId), eq(environmentRuns.asks, asks)))
    .returning({ id: environmentRuns.id });
  return counted.length === 1;
}

/** The server is ready: `startedAt` is the hub's own word for this run, what is billed begins at `readyAt`. The first word stays. `shape` is what runs, where that is not what was asked for. */
export async function markRunReady(
  db: Db,
  environmentId: EnvironmentId,
  startedAt: Date,
  readyAt: Date,
  shape?: Pick<Run, "cpuMilli" | "memoryMib" | "gpus">,
): Promise<void> {
  const first = (column: typeof environmentRuns.startedAt | typeof environmentRuns.readyAt, at: Date) =>
    raw`coalesce(${column}, ${at.toISOString()}::timestamptz)`;
  await db
    .update(environmentRuns)
    .set({
      startedAt: first(environmentRuns.startedAt, startedAt),
      readyAt: first(environmentRuns.readyAt, readyAt),
      ...(shape && { cpuMilli: shape.cpuMilli, memoryMib: shape.memoryMib, gpus: shape.gpus }),
    })
    .where(and(eq(environmentRuns.environmentId, environmentId), isNull(environmentRuns.endedAt)));
}

/** Ends the open run, if there is one. An end before the start (a clock that differs) is the start. */
export async function endOpenRun(
  db: Db,
  environmentId: EnvironmentId,
  endedAt: Date,
  endReason: StateReason,
): Promise<void> {
  await db
    .update(environmentRuns)
    .set({
      endedAt: raw`greatest(${endedAt.toISOString()}::timestamptz, coalesce(${environmentRuns.readyAt}, ${environmentRuns.requestedAt}))`,
      endReason,
    })
    .where(and(eq(environmentRuns.environmentId, environmentId), isNull(environmentRuns.endedAt)));
}

/** When the open run was last seen alive by a complete list of the hub, or began. */
export async function lastSignOfLife(db: Db, environmentId: EnvironmentId): Promise<Date | undefined> {
  const [row] = await db
    .select({ seen: environmentRuns.lastSeenAt, ready: environmentRuns.readyAt })
    .from(environmentRuns)
    .where(and(eq(environmentRuns.environmentId, environmentId), isNull(environmentRuns.endedAt)));
  return row?.seen ?? row?.ready ?? undefined;
}

/** The runs of one environment, newest first. */
export async function runsOf(db: Db, environmentId: EnvironmentId, limit = 20): Promise<Run[]> {
  const rows = await db
    .select()
    .from(environmentRuns)
    .where(eq(environmentRuns.environmentId, environmentId))
    .orderBy(desc(environmentRuns.requestedAt))
    .limit(limit);
  return rows as Run[];
}

/** What happened to it, newest first; `before` pages back. */
export async function eventsOf(
  db: Db,
  environmentId: EnvironmentId,
  limit = 20,
  before?: bigint,
): Promise<EnvironmentEvent[]> {
  const older = before === undefined ? undefined : lt(environmentEvents.id, before);
  const rows = await db
    .select()
    .from(environmentEvents)
    .where(and(eq(environmentEvents.environmentId, environmentId), older))
    .orderBy(desc(environmentEvents.id))
    .limit(limit);
  return rows as EnvironmentEvent[];
}
