import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { newId, type ClusterId, type UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { Size, WorkloadRecord } from "~/domain/workloads/workload";
import { insertWorkload, lockWorkloadNamed } from "~/domain/workloads/workloads.queries.server";

/** What backends call it. */
const DEFAULT_NAME = "";

/** The one environment that every member may have on a cluster, locked; made (stopped, at `size`) if it is not there. */
export async function lockDefaultEnvironment(
  tx: Db,
  ownerId: UserId,
  clusterId: ClusterId,
  size: Size,
): Promise<WorkloadRecord> {
  const find = () => lockWorkloadNamed(tx, ownerId, clusterId, DEFAULT_NAME);
  const found = await find();
  if (found) return found;
  const row = {
    id: newId("env"),
    ownerId,
    clusterId,
    backend: "jupyterhub" as const,
    backendName: DEFAULT_NAME,
    name: "Notebook",
    sizeId: size.id,
  };
  await insertWorkload(tx, row, clock.now());
  return (await find()) ?? refuse("conflict", "tryAgain");
}
