import { refuse } from "~/core/app-error";
import type { EnvironmentId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { Assignment } from "~/domain/clusters/placement/assignments.queries.server";
import type { WorkloadRecord } from "~/domain/workloads/workload";
import { findWorkloadNamed, findWorkloadOf } from "~/domain/workloads/workloads.queries.server";

/**
 * The environment that a program means on the member's cluster: the one of this id, or else their notebook, which may never have been
 * there. Refuses `not_found` for someone else's, and for one on another cluster.
 */
export async function notebookOf(
  db: Db,
  userId: UserId,
  { clusterId }: Assignment,
  id: EnvironmentId | undefined,
): Promise<WorkloadRecord | undefined> {
  if (id === undefined) return findWorkloadNamed(db, userId, clusterId);
  const environment = await findWorkloadOf(db, userId, id);
  return environment?.clusterId === clusterId ? environment : refuse("not_found", "environmentNotFound");
}
