import { assignments } from "@schema/clusters";
import { workloads } from "@schema/workloads";
import { users } from "@schema/identity";
import { and, eq, inArray, lt, desc, gt, sql as raw } from "drizzle-orm";
import type { ClusterId, EnvironmentId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { WorkloadState } from "~/domain/workloads/workload";

export type ActiveEnvironmentRow = { id: EnvironmentId; owner: { id: UserId; name: string; email: string } };

/** Said as the indexes that hold these alone say it: a value that is bound later finds none of them. */
const active = raw`${workloads.state} in ('creating', 'running', 'stopping')`;
const failed = raw`${workloads.state} = 'failed'`;

/** What holds resources now, newest environment first, with whose it is. */
export async function activePage(
  db: Db,
  filter: { before?: EnvironmentId; after?: EnvironmentId; limit: number },
): Promise<ActiveEnvironmentRow[]> {
  const edge = filter.after
    ? gt(workloads.id, filter.after)
    : filter.before
      ? lt(workloads.id, filter.before)
      : undefined;
  const rows = await db
    .select({
      id: raw<EnvironmentId>`${workloads.id}`,
      owner: { id: raw<UserId>`${users.id}`, name: users.name, email: users.email },
    })
    .from(workloads)
    .innerJoin(users, eq(users.id, workloads.ownerId))
    .where(and(active, edge))
    .orderBy(filter.after ? workloads.id : desc(workloads.id))
    .limit(filter.limit);
  return filter.after ? rows.reverse() : rows;
}

export type EnvironmentRow = {
  id: EnvironmentId;
  ownerId: UserId;
  hubUsername: string | null;
  serverName: string;
  state: WorkloadState;
  createdAt: Date;
};

/** Everybody's environments, newest first, from the one before `before` on. */
export async function environmentsPage(
  db: Db,
  filter: { before?: EnvironmentId; state?: WorkloadState; limit: number },
): Promise<EnvironmentRow[]> {
  return db
    .select({
      id: raw<EnvironmentId>`${workloads.id}`,
      ownerId: raw<UserId>`${workloads.ownerId}`,
      hubUsername: assignments.hubUsername,
      serverName: workloads.backendName,
      state: workloads.state,
      createdAt: workloads.createdAt,
    })
    .from(workloads)
    .leftJoin(
      assignments,
      and(eq(assignments.userId, workloads.ownerId), eq(assignments.clusterId, workloads.clusterId)),
    )
    .where(and(filter.before && lt(workloads.id, filter.before), filter.state && eq(workloads.state, filter.state)))
    .orderBy(desc(workloads.id))
    .limit(filter.limit);
}

export async function countActive(db: Db): Promise<number> {
  return db.$count(workloads, active);
}

/** Failed starts whose owner has not tried again. */
export async function countFailed(db: Db): Promise<number> {
  return db.$count(workloads, failed);
}

/** How many environments hold resources on each of these clusters; one where none does is absent. */
export async function activeByCluster(db: Db, ids: readonly ClusterId[]): Promise<Map<ClusterId, number>> {
  const rows = await db
    .select({ clusterId: raw<ClusterId>`${workloads.clusterId}`, count: raw<number>`count(*)::int` })
    .from(workloads)
    .where(and(active, inArray(workloads.clusterId, [...ids])))
    .groupBy(workloads.clusterId);
  return new Map(rows.map((row) => [row.clusterId, row.count]));
}
