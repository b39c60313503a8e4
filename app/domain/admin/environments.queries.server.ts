import { assignments } from "@schema/clusters";
import { environments } from "@schema/environments";
import { users } from "@schema/identity";
import { and, eq, inArray, lt, desc, gt, sql as raw } from "drizzle-orm";
import type { ClusterId, EnvironmentId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { EnvironmentState } from "~/domain/environments/environment";

export type ActiveEnvironmentRow = { id: EnvironmentId; owner: { id: UserId; name: string; email: string } };

/** Said as the indexes that hold these alone say it: a value that is bound later finds none of them. */
const active = raw`${environments.state} in ('creating', 'running', 'stopping')`;
const failed = raw`${environments.state} = 'failed'`;

/** What holds resources now, newest environment first, with whose it is. */
export async function activePage(
  db: Db,
  wish: { before?: EnvironmentId; after?: EnvironmentId; limit: number },
): Promise<ActiveEnvironmentRow[]> {
  const edge = wish.after
    ? gt(environments.id, wish.after)
    : wish.before
      ? lt(environments.id, wish.before)
      : undefined;
  const rows = await db
    .select({
      id: raw<EnvironmentId>`${environments.id}`,
      owner: { id: raw<UserId>`${users.id}`, name: users.name, email: users.email },
    })
    .from(environments)
    .innerJoin(users, eq(users.id, environments.ownerId))
    .where(and(active, edge))
    .orderBy(wish.after ? environments.id : desc(environments.id))
    .limit(wish.limit);
  return wish.after ? rows.reverse() : rows;
}

export type EnvironmentRow = {
  id: EnvironmentId;
  ownerId: UserId;
  hubUsername: string | null;
  serverName: string;
  state: EnvironmentState;
  createdAt: Date;
};

/** Everybody's environments, newest first, from the one before `before` on. */
export async function environmentsPage(
  db: Db,
  wish: { before?: EnvironmentId; state?: EnvironmentState; limit: number },
): Promise<EnvironmentRow[]> {
  return db
    .select({
      id: raw<EnvironmentId>`${environments.id}`,
      ownerId: raw<UserId>`${environments.ownerId}`,
      hubUsername: assignments.hubUsername,
      serverName: environments.serverName,
      state: environments.state,
      createdAt: environments.createdAt,
    })
    .from(environments)
    .leftJoin(
      assignments,
      and(eq(assignments.userId, environments.ownerId), eq(assignments.clusterId, environments.clusterId)),
    )
    .where(and(wish.before && lt(environments.id, wish.before), wish.state && eq(environments.state, wish.state)))
    .orderBy(desc(environments.id))
    .limit(wish.limit);
}

export async function countActive(db: Db): Promise<number> {
  return db.$count(environments, active);
}

/** Failed starts whose owner has not tried again. */
export async function countFailed(db: Db): Promise<number> {
  return db.$count(environments, failed);
}

/** How many environments hold resources on each of these clusters; one where none does is absent. */
export async function activeByCluster(db: Db, ids: readonly ClusterId[]): Promise<Map<ClusterId, number>> {
  const rows = await db
    .select({ clusterId: raw<ClusterId>`${environments.clusterId}`, count: raw<number>`count(*)::int` })
    .from(environments)
    .where(and(active, inArray(environments.clusterId, [...ids])))
    .groupBy(environments.clusterId);
  return new Map(rows.map((row) => [row.clusterId, row.count]));
}
