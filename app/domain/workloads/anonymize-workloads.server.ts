import { clock } from "~/core/clock";
import type { UserId, WorkloadId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { anonymizeTexts, unconfirmedWorkloadsOf } from "./anonymize.queries.server";
import { insertEvent } from "./events.queries.server";
import { endOpenRun } from "./runs.queries.server";
import { findWorkload, updateDesired, updateObserved } from "./workloads.queries.server";

/** What is left of the member's workloads is what they used. Those whose backend has not answered yet count as stopped. */
export async function anonymizeWorkloads(db: Db, ownerId: UserId): Promise<void> {
  for (const id of await unconfirmedWorkloadsOf(db, ownerId)) await forceStopped(db, id);
  await anonymizeTexts(db, ownerId);
}

async function forceStopped(db: Db, id: WorkloadId): Promise<void> {
  const [at, reason] = [clock.now(), "ownerLeaves" as const];
  const workload = await findWorkload(db, id);
  if (workload) await updateDesired(db, workload, { desired: "stopped", reason, at });
  const unconfirmed = await findWorkload(db, id);
  const state = unconfirmed && (await updateObserved(db, unconfirmed, { observed: "stopped", at }));
  await endOpenRun(db, id, at, reason);
  if (state) await insertEvent(db, { workloadId: id, at, state, reason });
}
