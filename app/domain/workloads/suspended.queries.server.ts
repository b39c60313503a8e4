import { users } from "@schema/identity";
import { workloads } from "@schema/workloads";
import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { UserId, WorkloadId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { isStopDue } from "~/domain/identity/members/member-status.queries.server";

export type WorkloadOfSuspended = { id: WorkloadId; ownerId: UserId };

/** What runs, or starts, although its owner is suspended and their grace is over, by id; of one member where one is named. */
export async function workloadsOfSuspended(
  db: Db,
  { ownerId, after = "", limit }: { ownerId?: UserId; after?: string; limit: number },
): Promise<WorkloadOfSuspended[]> {
  const isUp = inArray(workloads.state, ["creating", "running"]);
  const isTheirs = ownerId && eq(workloads.ownerId, ownerId);
  const rows = await db
    .select({ id: workloads.id, ownerId: workloads.ownerId })
    .from(workloads)
    .innerJoin(users, eq(users.id, workloads.ownerId))
    .where(and(isUp, isTheirs, isStopDue, gt(workloads.id, after)))
    .orderBy(asc(workloads.id))
    .limit(limit);
  return rows as WorkloadOfSuspended[];
}
