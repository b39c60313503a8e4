import { environmentEvents, environmentRuns, environments, sizes } from "@schema/environments";
import { and, asc, desc, eq, inArray, isNull, lt, sql as raw } from "drizzle-orm";
import type { ClusterId, EnvironmentId, RunId, SizeId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { isActive, type Environment, type EnvironmentState, type Size, type StateReason } from "./environment";

/** An environment with what only the portal's inside needs to know of it. */
export type EnvironmentRecord = Environment & { ownerId: UserId; clusterId: ClusterId; serverName: string };

export type Run = {
  id: RunId;
  requestedAt: Date;
  startedAt: Date | null;
  readyAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
  cpuMilli: number;
  memoryMib: number;
  gpus: number;
  asks: number;
  askedAt: Date | null;
};

type Joined = { environments: typeof environments.$inferSelect; sizes: typeof sizes.$inferSelect };

/** The member's environments, newest first. A member has a handful; `limit` guards the page. */
export async function environmentsOf(db: Db, ownerId: UserId, limit = 50): Promise<EnvironmentRecord[]> {
  const rows = await joined(db)
    .where(eq(environments.ownerId, ownerId))
    .orderBy(desc(environments.createdAt))
    .limit(limit);
  return rows.map(recordOf);
}

/** Someone else's environment is not found. */
export async function findEnvironment(
  db: Db,
  ownerId: UserId,
  id: EnvironmentId,
): Promise<EnvironmentRecord | undefined> {
  const [row] = await joined(db).where(and(eq(environments.id, id), eq(environments.ownerId, ownerId)));
  return row && recordOf(row);
}

/** Several at once, in the order of `ids`, for pages of the portal's staff. */
export async function environmentsById(db: Db, ids: readonly EnvironmentId[]): Promise<EnvironmentRecord[]> {
  const rows = ids.length === 0 ? [] : await joined(db).where(inArray(environments.id, [...ids]));
  return rows.map(recordOf).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** For the portal's own work, which acts for nobody in particular. */
export async function findEnvironmentForUpkeep(db: Db, id: EnvironmentId): Promise<EnvironmentRecord | undefined> {
  const [row] = await joined(db).where(eq(environments.id, id));
  return row && recordOf(row);
}

/** The environment that is this server of the cluster, locked until the transaction ends. */
export async function lockServer(db: Db, clusterId: ClusterId, ownerId: UserId, serverName: string) {
  const here = and(
    eq(environments.clusterId, clusterId),
    eq(environments.ownerId, ownerId),
    eq(environments.serverName, serverName),
  );
  const [row] = await joined(db).where(here).for("update", { of: environments });
  return row && recordOf(row);
}

export async function lockEnvironment(
  db: Db,
  ownerId: UserId,
  id: EnvironmentId,
): Promise<EnvironmentRecord | undefined> {
  const [row] = await joined(db)
    .where(and(eq(environments.id, id), eq(environments.ownerId, ownerId)))
    .for("update", { of: environments });
  return row && recordOf(row);
}

/** Makes the environment unless another process just did; either way it is there afterwards. */
export async function insertEnvironment(db: Db, row: typeof environments.$inferInsert): Promise<void> {
  await db.insert(environments).values(row).onConflictDoNothing();
}

export type Move = {
  to: EnvironmentState;
  reason: StateReason;
  reasonParams?: Record<string, string | number>;
  at: Date;
  serverPath?: string | null;
  sizeId?: SizeId;
};

/** Moves the row only if it is still in `from`; false means another process moved it first. Writes the history in the same breath. */
export async function moveEnvironment(db: Db, id: EnvironmentId, from: EnvironmentState, move: Move): Promise<boolean> {
  const moved = await db
    .update(environments)
    .set({
      state: move.to,
      reason: move.reason,
      reasonParams: move.reasonParams ?? null,
      stateChangedAt: move.at,
      ...(move.serverPath !== undefined && { serverPath: move.serverPath }),
      ...(move.sizeId && { sizeId: move.sizeId }),
    })
    .where(and(eq(environments.id, id), eq(environments.state, from)))
    .returning({ id: environments.id });
  if (moved.length === 0) return false;
  await db
    .insert(environmentEvents)
    .values({ environmentId: id, at: move.at, state: move.to, reason: move.reason, reasonParams: move.reasonParams });
  return true;
}

/** Says why a state lasts, without leaving it. */
export async function explainState(
  db: Db,
  id: EnvironmentId,
  state: EnvironmentState,
  reason: StateReason,
): Promise<boolean> {
  const changed = await db
    .update(environments)
    .set({ reason, reasonParams: null })
    .where(
      and(
        eq(environments.id, id),
        eq(environments.state, state),
        raw`${environments.reason} is distinct from ${reason}`,
      ),
    )
    .returning({ id: environments.id });
  return changed.length === 1;
}

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

/** The open run of each of these environments that has one. */
export async function openRunsOf(db: Db, ids: readonly EnvironmentId[]): Promise<Map<EnvironmentId, Run>> {
  const rows = await db
    .select()
    .from(environmentRuns)
    .where(and(inArray(environmentRuns.environmentId, [...ids]), isNull(environmentRuns.endedAt)));
  return new Map(rows.map((row) => [row.environmentId as EnvironmentId, row as Run]));
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

/** The server is ready: `startedAt` is the hub's own word for this run, what is billed begins at `readyAt`. The first word stays. */
export async function markRunReady(
  db: Db,
  environmentId: EnvironmentId,
  startedAt: Date,
  readyAt: Date,
): Promise<void> {
  const first = (column: typeof environmentRuns.startedAt | typeof environmentRuns.readyAt, at: Date) =>
    raw`coalesce(${column}, ${at.toISOString()}::timestamptz)`;
  await db
    .update(environmentRuns)
    .set({ startedAt: first(environmentRuns.startedAt, startedAt), readyAt: first(environmentRuns.readyAt, readyAt) })
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

export type EnvironmentEvent = {
  id: bigint;
  at: Date;
  state: EnvironmentState;
  reason: StateReason | null;
  reasonParams: Record<string, string | number> | null;
};

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

/** The sizes on offer, in their order. */
export async function sizesOnOffer(db: Db): Promise<Size[]> {
  const rows = await db.select().from(sizes).where(isNull(sizes.retiredAt)).orderBy(asc(sizes.position));
  return rows.map(sizeOf);
}

export async function findSizeOnOffer(db: Db, id: SizeId): Promise<Size | undefined> {
  const [row] = await db
    .select()
    .from(sizes)
    .where(and(eq(sizes.id, id), isNull(sizes.retiredAt)));
  return row && sizeOf(row);
}

/** Inserts the sizes unless some are there. */
export async function insertFirstSizes(db: Db, rows: (typeof sizes.$inferInsert)[]): Promise<void> {
  if ((await db.$count(sizes)) === 0) await db.insert(sizes).values(rows).onConflictDoNothing();
}

const joined = (db: Db) =>
  db.select().from(environments).innerJoin(sizes, eq(sizes.id, environments.sizeId)).$dynamic();

function sizeOf(row: typeof sizes.$inferSelect): Size {
  return {
    id: row.id as SizeId,
    slug: row.slug,
    name: row.name,
    cpuMilli: row.cpuMilli,
    memoryMib: row.memoryMib,
    gpus: row.gpus,
  };
}

function recordOf({ environments: row, sizes: size }: Joined): EnvironmentRecord {
  return {
    id: row.id as EnvironmentId,
    ownerId: row.ownerId as UserId,
    clusterId: row.clusterId as ClusterId,
    serverName: row.serverName,
    name: row.name,
    state: row.state,
    reason: (row.reason ?? undefined) as StateReason | undefined,
    reasonParams: row.reasonParams ?? undefined,
    stateChangedAt: row.stateChangedAt,
    serverPath: isActive(row.state) ? (row.serverPath ?? undefined) : undefined,
    size: sizeOf(size),
  };
}
