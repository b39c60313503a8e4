import { SECOND } from "~/core/clock";
import { inTime } from "~/core/in-time";
import { fetchFromCluster } from "~/core/network/guarded-fetch.server";
import { hopsworks } from "~/integrations/hopsworks/client.server";
import { jupyterHubBackend } from "~/integrations/jupyterhub/backend.server";

export type ClusterConnection = { hopsworksUrl: string; hopsworksKey: string; hubApiUrl: string; hubToken: string };

/**
 * Asks both systems of a cluster that is not stored yet who they are, and something that only the portal's key and token may ask; changes
 * nothing there. Waits for each side only as long as somebody who waits for a form does (in milliseconds), which is less than the clients'
 * own timeout. Refuses `unavailable` with what is wrong.
 */
export async function tryCluster(
  connection: ClusterConnection,
  timeout = 10 * SECOND,
): Promise<{ hopsworksVersion: string; hubVersion: string }> {
  return {
    hopsworksVersion: await inTime(timeout, "hopsworksDown", tryHopsworks(connection)),
    hubVersion: await inTime(timeout, "hubDown", tryHub(connection)),
  };
}

/** The version is told to anybody; users only to an administrator's key. */
async function tryHopsworks({ hopsworksUrl, hopsworksKey }: ClusterConnection): Promise<string> {
  const installation = hopsworks({ url: hopsworksUrl, apiKey: hopsworksKey, fetch: fetchFromCluster });
  const version = await installation.version();
  await installation.findUserByEmail("nobody@atrium.invalid");
  return version;
}

/** The version is told to anybody; servers only to a token with the scopes to list them. */
async function tryHub({ hubApiUrl, hubToken }: ClusterConnection): Promise<string> {
  const hub = jupyterHubBackend({ apiUrl: hubApiUrl, token: hubToken, fetch: fetchFromCluster });
  const version = await hub.version();
  await hub.listRunning();
  return version;
}
