import { workloadEvents, workloadRuns, workloads } from "@schema/workloads";
import { eq, inArray, sql as raw } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";

/** What an owner of whom nothing is left is called in a backend's names of runs, where the cluster's name of them was. */
export const anonymousOwner = (userId: UserId) => `deleted-${userId}`;

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
