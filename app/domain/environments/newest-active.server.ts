import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { isActive } from "~/domain/workloads/workload";
import { workloadsOf } from "~/domain/workloads/workloads.queries.server";
import type { WorkloadRecord } from "~/domain/workloads/workload";

/** The newest environment of the member's that holds resources. */
export async function newestActiveOf(db: Db, userId: UserId): Promise<WorkloadRecord | undefined> {
  return (await workloadsOf(db, userId)).find(({ state }) => isActive(state));
}
