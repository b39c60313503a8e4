import { environmentEvents, environments, sizes } from "@schema/environments";
import { and, desc, eq, inArray, sql as raw } from "drizzle-orm";
import type { ClusterId, EnvironmentId, SizeId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";
import { isActive, type Environment, type EnvironmentState, type StateReason } from "./environment";
import { sizeOf } from "./sizes.queries.server";

/** An environment with what only the portal's inside needs to know of it. */
export type EnvironmentRecord = Environment & { ownerId: UserId; clusterId: ClusterId; serverName: string };

type Joined = { environments: typeof environments.$inferSelect; sizes: typeof sizes.$inferSelect };

const environmentsByOwner = prepared("environments_by_owner", ["ownerId", "limit"], (db, { ownerId, limit }) =>
  joined(db).where(eq(environments.ownerId, ownerId)).orderBy(desc(environments.createdAt)).limit(limit),
);

/** The member's environments, newest first. A member has a handful; `limit` guards the page. */
export async function environmentsOf(db: Db, ownerId: UserId, limit = 50): Promise<EnvironmentRecord[]> {
  return (await environmentsByOwner(db, { ownerId, limit })).map(recordOf);
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

/** The one notebook that a member has on a cluster: the hub's default server. */
export async function notebookOf(
  db: Db,
  ownerId: UserId,
  clusterId: ClusterId,
): Promise<EnvironmentRecord | undefined> {
  const here = and(eq(environments.clusterId, clusterId), eq(environments.ownerId, ownerId));
  const [row] = await joined(db).where(and(here, eq(environments.serverName, "")));
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
  words?: EnvironmentWords;
};

/** What a program may say of the environment that it launches. */
export type EnvironmentWords = { name?: string; description?: string; image?: string };

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
      ...move.words,
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

const joined = (db: Db) =>
  db.select().from(environments).innerJoin(sizes, eq(sizes.id, environments.sizeId)).$dynamic();

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
    createdAt: row.createdAt,
  };
}
