import { workloadEvents } from "@schema/workloads";
import { and, desc, eq, lt } from "drizzle-orm";
import type { WorkloadId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { WorkloadEvent } from "./workload";

export async function insertEvent(db: Db, row: typeof workloadEvents.$inferInsert): Promise<void> {
  await db.insert(workloadEvents).values(row);
}

/** What happened to it, newest first; `before` pages back. */
export async function eventsOf(db: Db, workloadId: WorkloadId, limit = 20, before?: bigint): Promise<WorkloadEvent[]> {
  const older = before === undefined ? undefined : lt(workloadEvents.id, before);
  return db
    .select()
    .from(workloadEvents)
    .where(and(eq(workloadEvents.workloadId, workloadId), older))
    .orderBy(desc(workloadEvents.id))
    .limit(limit);
}
