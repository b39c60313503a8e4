import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { anonymizeTexts } from "./anonymize.queries.server";
import { insertEvent } from "./events.queries.server";
import { endOpenRun } from "./runs.queries.server";
import type { WorkloadRecord } from "./workload";
import { activeWorkloadsOf, findWorkload, updateDesired, updateObserved } from "./workloads.queries.server";

/** What is left of the member's workloads is what they used. Those whose backend has not answered yet count as stopped. */
export async function anonymizeWorkloads(db: Db, ownerId: UserId): Promise<void> {
  for (const workload of await activeWorkloadsOf(db, ownerId)) await countAsStopped(db, workload);
  await anonymizeTexts(db, ownerId);
}

async function countAsStopped(db: Db, workload: WorkloadRecord): Promise<void> {
  const [at, reason] = [clock.now(), "ownerLeaves" as const];
  await updateDesired(db, workload, { desired: "stopped", reason, at });
  const unconfirmed = await findWorkload(db, workload.id);
  const state = unconfirmed && (await updateObserved(db, unconfirmed, { observed: "stopped", at }));
  await endOpenRun(db, workload.id, at, reason);
  if (state) await insertEvent(db, { workloadId: workload.id, at, state, reason });
}
