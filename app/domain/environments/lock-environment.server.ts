import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { env } from "~/core/env.server";
import { newId, type ClusterId, type EnvironmentId, type UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { Assignment } from "~/domain/clusters/placement/assignments.queries.server";
import type { Size, WorkloadRecord } from "~/domain/workloads/workload";
import {
  insertWorkload,
  lockNamesOf,
  lockWorkload,
  lockWorkloadNamed,
  workloadsOf,
} from "~/domain/workloads/workloads.queries.server";
import { isNotebook, isSameName, whyNoOther } from "./another-environment";
import { serverNameOf } from "./server-name";

/** What backends call the notebook that every member may have. */
const NOTEBOOK = "";

/** The notebook that every member may have on a cluster, locked; made (stopped, at `size`) if it is not there. */
export async function lockNotebook(tx: Db, ownerId: UserId, clusterId: ClusterId, size: Size): Promise<WorkloadRecord> {
  const found = await lockWorkloadNamed(tx, ownerId, clusterId, NOTEBOOK);
  return found ?? make(tx, { ownerId, clusterId, backendName: NOTEBOOK, name: "Notebook", sizeId: size.id });
}

/**
 * An environment of the member's own that there is already, locked. Refuses `not_found` for someone else's, and `conflict` where it could
 * not be started: without a place on its cluster nobody could ask there for it, and a hub may have ceased to allow named servers.
 */
export async function lockOwn(
  tx: Db,
  ownerId: UserId,
  place: Assignment | undefined,
  id: EnvironmentId,
): Promise<WorkloadRecord> {
  const environment = (await lockWorkload(tx, ownerId, id)) ?? refuse("not_found", "environmentNotFound");
  if (environment.clusterId !== place?.clusterId) refuse("conflict", "noPlaceYet");
  if (!isNotebook(environment) && place.namedServers === false) refuse("conflict", "namedServersOff");
  return environment;
}

/**
 * Makes another environment beside the member's notebook, locked and stopped. Refuses `conflict` when the hub allows no other, when the
 * member has as many as they may, or one of that name.
 */
export async function lockNewEnvironment(
  tx: Db,
  { userId: ownerId, clusterId, namedServers }: Assignment,
  name: string,
  size: Size,
): Promise<WorkloadRecord> {
  const taken = await lockNamesOf(tx, ownerId, clusterId);
  const environments = (await workloadsOf(tx, ownerId)).filter((one) => one.clusterId === clusterId);
  const reason = whyNoOther({ namedServers, environments, most: env().ENVIRONMENTS_PER_MEMBER });
  if (reason) refuse("conflict", reason.code, reason.params);
  if (environments.some((one) => isSameName(one.name, name)))
    refuse("conflict", "environmentNameTaken", { name, field: "name" });
  return make(tx, { ownerId, clusterId, backendName: serverNameOf(name, taken), name, sizeId: size.id });
}

type Made = Pick<WorkloadRecord, "ownerId" | "clusterId" | "backendName" | "name"> & { sizeId: Size["id"] };

async function make(tx: Db, made: Made): Promise<WorkloadRecord> {
  await insertWorkload(tx, { ...made, id: newId("env"), backend: "jupyterhub" }, clock.now());
  const { ownerId, clusterId, backendName } = made;
  return (await lockWorkloadNamed(tx, ownerId, clusterId, backendName)) ?? refuse("conflict", "tryAgain");
}
