import { workloadRuns } from "@schema/workloads";
import { and, desc, eq, isNull, max, sql as raw } from "drizzle-orm";
import type { RunId, WorkloadId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";
import type { Run, StateReason } from "./workload";

export async function insertRun(db: Db, row: typeof workloadRuns.$inferInsert): Promise<void> {
  await db.insert(workloadRuns).values(row);
}

/**
 * The open run, or else the one that ended last. When a run was asked for does not say which is the latest: of one that somebody started on
 * the cluster's own pages that is the cluster's word.
 */
export async function findLatestRun(db: Db, workloadId: WorkloadId): Promise<Run | undefined> {
  const [row] = await db
    .select()
    .from(workloadRuns)
    .where(eq(workloadRuns.workloadId, workloadId))
    .orderBy(raw`${workloadRuns.endedAt} desc nulls first`)
    .limit(1);
  return row as Run | undefined;
}

const openRunsByWorkload = prepared("open_runs_by_workload", ["ids"], (db, { ids }) =>
  db
    .select()
    .from(workloadRuns)
    .where(and(raw`${workloadRuns.workloadId} = any(${ids}::text[])`, isNull(workloadRuns.endedAt))),
);

/** The open run of each of these workloads that has one. */
export async function openRunsOf(db: Db, ids: readonly WorkloadId[]): Promise<Map<WorkloadId, Run>> {
  const rows = await openRunsByWorkload(db, { ids });
  return new Map(rows.map((row) => [row.workloadId as WorkloadId, row as Run]));
}

const launchesByWorkload = prepared("launches_by_workload", ["ids"], (db, { ids }) =>
  db
    .select({ workloadId: workloadRuns.workloadId, at: max(workloadRuns.requestedAt) })
    .from(workloadRuns)
    .where(raw`${workloadRuns.workloadId} = any(${ids}::text[])`)
    .groupBy(workloadRuns.workloadId),
);

/** When each of these workloads was last asked for; those that nobody ever started are left out. */
export async function lastLaunchesOf(db: Db, ids: readonly WorkloadId[]): Promise<Map<WorkloadId, Date>> {
  const rows = ids.length === 0 ? [] : await launchesByWorkload(db, { ids });
  return new Map(rows.flatMap(({ workloadId, at }) => (at ? [[workloadId as WorkloadId, at]] : [])));
}

/**
 * Counts one more request to start the run, before the backend is asked: whoever crashes in between has still asked. False when another
 * process counted it, or when the run is over because something else is desired: then nobody may ask.
 */
export async function claimStart(db: Db, run: Run, askedAt: Date): Promise<boolean> {
  const isAsRead = and(eq(workloadRuns.id, run.id), eq(workloadRuns.asks, run.asks), isNull(workloadRuns.endedAt));
  const claimed = await db
    .update(workloadRuns)
    .set({ asks: run.asks + 1, askedAt })
    .where(isAsRead)
    .returning({ id: workloadRuns.id });
  return claimed.length === 1;
}

/** The backend answered a request for the run: what it says of a failed start from now on is of this one. */
export async function markAnswered(db: Db, id: RunId, answeredAt: Date): Promise<void> {
  await db.update(workloadRuns).set({ answeredAt }).where(eq(workloadRuns.id, id));
}

/** The request that was counted when the run was as read was refused before it came to anything: it counts no more. */
export async function unclaimStart(db: Db, { id, asks, askedAt }: Run): Promise<void> {
  const isNext = and(eq(workloadRuns.id, id), eq(workloadRuns.asks, asks + 1));
  await db.update(workloadRuns).set({ asks, askedAt }).where(isNext);
}

const first = (column: typeof workloadRuns.startedAt | typeof workloadRuns.readyAt, at: Date) =>
  raw`coalesce(${column}, ${at.toISOString()}::timestamptz)`;

/** The backend told its name of a run, which may be over by now. The first word stays. */
export async function nameRun(db: Db, id: RunId, backendRunId: string): Promise<void> {
  await db
    .update(workloadRuns)
    .set({ backendRunId })
    .where(and(eq(workloadRuns.id, id), isNull(workloadRuns.backendRunId)));
}

export type ReadyRun = {
  backendRunId?: string | undefined;
  /** On the cluster's clock. */
  startedAt: Date;
  /** On the portal's: what is billed begins here. */
  readyAt: Date;
  /** What runs, where that is not what was asked for. */
  shape?: Pick<Run, "cpuMilli" | "memoryMib" | "gpus"> | undefined;
};

/** The open run is ready. The first word stays. */
export async function markRunReady(db: Db, workloadId: WorkloadId, ready: ReadyRun): Promise<void> {
  const { backendRunId, startedAt, readyAt, shape } = ready;
  await db
    .update(workloadRuns)
    .set({
      startedAt: first(workloadRuns.startedAt, startedAt),
      readyAt: first(workloadRuns.readyAt, readyAt),
      ...(backendRunId && { backendRunId: raw`coalesce(${workloadRuns.backendRunId}, ${backendRunId})` }),
      ...(shape && { cpuMilli: shape.cpuMilli, memoryMib: shape.memoryMib, gpus: shape.gpus }),
    })
    .where(isOpen(workloadId));
}

/** Ends the open run, if there is one. An end before the start (a clock that differs) is the start. */
export async function endOpenRun(db: Db, workloadId: WorkloadId, endedAt: Date, endReason: StateReason): Promise<void> {
  await db
    .update(workloadRuns)
    .set({
      endedAt: raw`greatest(${endedAt.toISOString()}::timestamptz, coalesce(${workloadRuns.readyAt}, ${workloadRuns.requestedAt}))`,
      endReason,
    })
    .where(isOpen(workloadId));
}

/** When the open run was last seen alive by a complete list of its backend, or began. */
export async function lastSignOfLife(db: Db, workloadId: WorkloadId): Promise<Date | undefined> {
  const [row] = await db
    .select({ seen: workloadRuns.lastSeenAt, ready: workloadRuns.readyAt })
    .from(workloadRuns)
    .where(isOpen(workloadId));
  return row?.seen ?? row?.ready ?? undefined;
}

/** The runs of one workload, newest first. */
export async function runsOf(db: Db, workloadId: WorkloadId, limit = 20): Promise<Run[]> {
  const rows = await db
    .select()
    .from(workloadRuns)
    .where(eq(workloadRuns.workloadId, workloadId))
    .orderBy(desc(workloadRuns.requestedAt), desc(workloadRuns.id))
    .limit(limit);
  return rows as Run[];
}

const isOpen = (workloadId: WorkloadId) => and(eq(workloadRuns.workloadId, workloadId), isNull(workloadRuns.endedAt));
