import { sizes, workloads } from "@schema/workloads";
import { and, asc, desc, eq, inArray, isNull, sql as raw } from "drizzle-orm";
import type { ClusterId, SizeId, UserId, WorkloadId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";
import { sizeOf } from "./sizes.queries.server";
import {
  isActive,
  type DesiredState,
  type ObservedState,
  type StateReason,
  type WorkloadRecord,
  type WorkloadState,
} from "./workload";

type Joined = { workloads: typeof workloads.$inferSelect; sizes: typeof sizes.$inferSelect };

const workloadsByOwner = prepared("workloads_by_owner", ["ownerId", "limit"], (db, { ownerId, limit }) =>
  joined(db)
    .where(and(eq(workloads.ownerId, ownerId), isNull(workloads.deletedAt)))
    .orderBy(desc(workloads.createdAt))
    .limit(limit),
);

/** The member's workloads, newest first. A member has a handful; `limit` guards the page. */
export async function workloadsOf(db: Db, ownerId: UserId, limit = 50): Promise<WorkloadRecord[]> {
  return (await workloadsByOwner(db, { ownerId, limit })).map(recordOf);
}

/** Someone else's workload is not found, and neither is one that was deleted. */
export async function findWorkloadOf(db: Db, ownerId: UserId, id: WorkloadId): Promise<WorkloadRecord | undefined> {
  const [row] = await joined(db).where(isTheirs(ownerId, id));
  return row && recordOf(row);
}

/** For the portal's own work, which acts for nobody in particular. */
export async function findWorkload(db: Db, id: WorkloadId): Promise<WorkloadRecord | undefined> {
  const [row] = await joined(db).where(eq(workloads.id, id));
  return row && recordOf(row);
}

/** The member's workload of this name on a cluster; the empty name is the one that every member has. */
export async function findWorkloadNamed(
  db: Db,
  ownerId: UserId,
  clusterId: ClusterId,
  backendName = "",
): Promise<WorkloadRecord | undefined> {
  const [row] = await joined(db).where(isNamed(ownerId, clusterId, backendName));
  return row && recordOf(row);
}

/** Several at once, in the order of `ids`, for pages of the portal's staff. */
export async function workloadsById(db: Db, ids: readonly WorkloadId[]): Promise<WorkloadRecord[]> {
  const rows = ids.length === 0 ? [] : await joined(db).where(inArray(workloads.id, [...ids]));
  return rows.map(recordOf).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** The member's workloads that hold resources. */
export async function activeWorkloadsOf(db: Db, ownerId: UserId): Promise<WorkloadRecord[]> {
  const rows = await joined(db)
    .where(and(eq(workloads.ownerId, ownerId), inArray(workloads.state, ["creating", "running", "stopping"])))
    .orderBy(asc(workloads.id));
  return rows.map(recordOf);
}

/** The same, locked until the transaction ends. */
export async function lockWorkload(db: Db, ownerId: UserId, id: WorkloadId): Promise<WorkloadRecord | undefined> {
  const [row] = await joined(db).where(isTheirs(ownerId, id)).for("update", { of: workloads });
  return row && recordOf(row);
}

/** The same of the workload of this name on a cluster, deleted or not. */
export async function lockWorkloadNamed(
  db: Db,
  ownerId: UserId,
  clusterId: ClusterId,
  backendName: string,
): Promise<WorkloadRecord | undefined> {
  const [row] = await joined(db)
    .where(isNamed(ownerId, clusterId, backendName))
    .for("update", { of: workloads });
  return row && recordOf(row);
}

/** What backends were ever told to call the member's workloads on a cluster. Whoever names another one does so alone until the transaction ends. */
export async function lockNamesOf(db: Db, ownerId: UserId, clusterId: ClusterId): Promise<string[]> {
  await db.execute(raw`select pg_advisory_xact_lock(hashtextextended(${`atrium:names:${ownerId}`}, 0))`);
  const rows = await db
    .select({ name: workloads.backendName })
    .from(workloads)
    .where(and(eq(workloads.ownerId, ownerId), eq(workloads.clusterId, clusterId)));
  return rows.map(({ name }) => name);
}

export type NewWorkload = Pick<
  typeof workloads.$inferInsert,
  "id" | "ownerId" | "clusterId" | "backend" | "backendName" | "name" | "sizeId"
>;

/** Makes a workload, stopped, unless another process just did; either way it is there afterwards. */
export async function insertWorkload(db: Db, row: NewWorkload, at: Date): Promise<void> {
  await db
    .insert(workloads)
    .values({ ...row, desired: "stopped", desiredAt: at, observed: "stopped", observedAt: at, createdAt: at })
    .onConflictDoNothing();
}

/** Its owner has it no more, from `at` on. That its last start failed is no news then. */
export async function markDeleted(db: Db, { id, ownerId }: WorkloadRecord, at: Date): Promise<void> {
  await db
    .update(workloads)
    .set({ deletedAt: at, hasFailed: false })
    .where(and(eq(workloads.id, id), eq(workloads.ownerId, ownerId)));
}

/** What a program may say of what it launches. */
export type WorkloadTexts = { name?: string; description?: string; image?: string };

export type DesiredUpdate = {
  desired: DesiredState;
  reason: StateReason;
  reasonParams?: Record<string, string | number>;
  at: Date;
  by?: UserId;
  hasFailed?: boolean;
  sizeId?: SizeId;
  texts?: WorkloadTexts;
};

/**
 * Writes what is desired from now on, unless something else was desired since `record` was read; the state that follows from it, or
 * undefined then. What was seen stopped before proves nothing any more.
 */
export async function updateDesired(
  db: Db,
  record: WorkloadRecord,
  update: DesiredUpdate,
): Promise<WorkloadState | undefined> {
  const [row] = await db
    .update(workloads)
    .set({
      desired: update.desired,
      desiredReason: update.reason,
      desiredBy: update.by ?? null,
      desiredAt: update.at,
      generation: record.generation + 1,
      hasFailed: update.hasFailed ?? false,
      observed: raw`case ${workloads.observed} when 'stopped' then 'unknown' else ${workloads.observed} end`,
      observedReason: null,
      reasonParams: update.reasonParams ?? null,
      // What was deleted and is started on the cluster's own pages is there again: nothing runs, and costs, unseen.
      ...(update.desired === "running" && { path: null, deletedAt: null }),
      ...(update.sizeId && { sizeId: update.sizeId }),
      ...update.texts,
    })
    .where(isStill(record))
    .returning({ state: workloads.state });
  return row?.state;
}

export type ObservedUpdate = {
  observed: ObservedState;
  at: Date;
  reason?: StateReason;
  path?: string | null;
  sizeId?: SizeId;
};

/** Writes what the backend was seen to do, unless something else was desired since `record` was read; the state that follows from it, or undefined then. */
export async function updateObserved(
  db: Db,
  record: WorkloadRecord,
  { at, reason, ...seen }: ObservedUpdate,
): Promise<WorkloadState | undefined> {
  const [row] = await db
    .update(workloads)
    .set({ ...seen, observedAt: at, ...(reason && { observedReason: reason, reasonParams: null }) })
    .where(and(isStill(record), eq(workloads.observed, record.observed)))
    .returning({ state: workloads.state });
  return row?.state;
}

/** Says why a start lasts, without another state; false when that is said already, or no longer so. */
export async function updateObservedReason(db: Db, record: WorkloadRecord, reason: StateReason): Promise<boolean> {
  const changed = await db
    .update(workloads)
    .set({ observedReason: reason, reasonParams: null })
    .where(and(isStill(record), raw`${workloads.observedReason} is distinct from ${reason}`))
    .returning({ id: workloads.id });
  return changed.length === 1;
}

const isTheirs = (ownerId: UserId, id: WorkloadId) =>
  and(eq(workloads.id, id), eq(workloads.ownerId, ownerId), isNull(workloads.deletedAt));

/** Nothing else was desired since the record was read. */
const isStill = ({ id, generation }: WorkloadRecord) => and(eq(workloads.id, id), eq(workloads.generation, generation));

const isNamed = (ownerId: UserId, clusterId: ClusterId, backendName: string) =>
  and(eq(workloads.clusterId, clusterId), eq(workloads.ownerId, ownerId), eq(workloads.backendName, backendName));

const joined = (db: Db) => db.select().from(workloads).innerJoin(sizes, eq(sizes.id, workloads.sizeId)).$dynamic();

function recordOf({ workloads: row, sizes: size }: Joined): WorkloadRecord {
  return {
    id: row.id as WorkloadId,
    ownerId: row.ownerId as UserId,
    clusterId: row.clusterId as ClusterId,
    backend: row.backend,
    backendName: row.backendName,
    name: row.name,
    desired: row.desired,
    desiredReason: row.desiredReason ?? undefined,
    desiredAt: row.desiredAt,
    generation: row.generation,
    observed: row.observed,
    state: row.state,
    reason: row.reason ?? undefined,
    reasonParams: row.reasonParams ?? undefined,
    stateChangedAt: row.stateChangedAt,
    path: isActive(row.state) ? (row.path ?? undefined) : undefined,
    size: sizeOf(size),
    createdAt: row.createdAt,
    isDeleted: row.deletedAt !== null,
  };
}
