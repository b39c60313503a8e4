import { workloadEvents, workloadRuns, workloads } from "@schema/workloads";
import { and, asc, eq, inArray, ne, sql as raw } from "drizzle-orm";
import type { UserId, WorkloadId } from "~/core/id";
import type { Db } from "~/db/pool.server";

/** What an owner of whom nothing is left is called in a backend's names of runs, where the cluster's name of them was. */
export const anonymousOwner = (userId: UserId) => `deleted-${userId}`;

/** The member's workloads of which nobody knows that they are stopped: those that are active, and those whose start failed. */
export async function unconfirmedWorkloadsOf(db: Db, ownerId: UserId): Promise<WorkloadId[]> {
  const isUnconfirmed = and(eq(workloads.ownerId, ownerId), ne(workloads.observed, "stopped"));
  const rows = await db.select({ id: workloads.id }).from(workloads).where(isUnconfirmed).orderBy(asc(workloads.id));
  return rows.map(({ id }) => id as WorkloadId);
}

/** Takes away what the member wrote about their workloads, and what a backend said of them: it may name the member. */
export async function anonymizeTexts(db: Db, ownerId: UserId): Promise<void> {
  const theirs = eq(workloads.ownerId, ownerId);
  const ids = db.select({ id: workloads.id }).from(workloads).where(theirs);
  const blank = { name: "Notebook", description: "", image: null, path: null, reasonParams: null };
  const { backendRunId } = workloadRuns;
  await db.update(workloadEvents).set({ reasonParams: null }).where(inArray(workloadEvents.workloadId, ids));
  await db
    .update(workloadRuns)
    .set({ backendRunId: raw`${anonymousOwner(ownerId)} || substr(${backendRunId}, strpos(${backendRunId}, '/'))` })
    .where(inArray(workloadRuns.workloadId, ids));
  await db.update(workloads).set(blank).where(theirs);
}
