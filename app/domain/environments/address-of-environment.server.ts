import { refuse } from "~/core/app-error";
import type { EnvironmentId } from "~/core/id";
import { db } from "~/db/pool.server";
import { requireCluster } from "~/domain/clusters/clusters.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import { findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { labAddress } from "./lab-address";

/** Where a running environment is in the browser. Refuses `not_found` for someone else's and `conflict` when it does not run. */
export async function addressOfEnvironment(viewer: Viewer, id: EnvironmentId): Promise<string> {
  const environment = (await findWorkloadOf(db, viewer.userId, id)) ?? refuse("not_found", "environmentNotFound");
  if (environment.state !== "running" || !environment.path) refuse("conflict", "environmentNotRunning");
  const { hubPublicUrl } = await requireCluster(db, environment.clusterId);
  return labAddress(hubPublicUrl, environment.path);
}
