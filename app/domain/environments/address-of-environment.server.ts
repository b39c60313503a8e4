import { refuse } from "~/core/app-error";
import type { EnvironmentId } from "~/core/id";
import { db } from "~/db/pool.server";
import { requireCluster } from "~/domain/clusters/clusters.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import { findEnvironment } from "./environments.queries.server";

/**
 * Where a running environment is in the browser. The way leads through the hub's own sign-in, which the identity provider answers
 * without a click: so the hub always knows the person who is signed in here, and nobody the browser knew before.
 * Refuses `not_found` for someone else's and `conflict` when it does not run.
 */
export async function addressOfEnvironment(viewer: Viewer, id: EnvironmentId): Promise<string> {
  const environment = (await findEnvironment(db, viewer.userId, id)) ?? refuse("not_found", "environmentNotFound");
  if (environment.state !== "running" || !environment.serverPath) refuse("conflict", "environmentNotRunning");
  const { hubPublicUrl } = await requireCluster(db, environment.clusterId);
  const server = environment.serverPath.replace(/\/?$/, "/lab");
  return `${hubPublicUrl}/hub/oauth_login?next=${encodeURIComponent(server)}`;
}
