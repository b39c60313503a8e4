import { AppError, refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { env } from "~/core/env.server";
import type { ClusterId } from "~/core/id";
import { clusterAddressCode, clusterFetch } from "~/core/network/guarded-fetch.server";
import { db, type Db } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import { addCluster } from "~/domain/clusters/add-cluster.server";
import { admitWaiting } from "~/domain/clusters/placement/admit-waiting.server";
import { isSameHub, sharesOrigin, unencryptedField, type ClusterAddresses } from "./cluster-addresses";
import { hubAddresses, lockHubs } from "~/domain/clusters/clusters.queries.server";
import type { ConnectClusterInput } from "./connect-cluster-input";
import { recordHubHealth } from "./hub-health.queries.server";
import { tryCluster } from "./try-cluster.server";

/**
 * Tries a cluster, adds it and lets in whoever waits; `admitted` says how many. `anyway` adds one that does not answer now. Refuses
 * `invalid` for an address that is not safe and with what the trial met, `conflict` when the name is taken or the hub is
 * another cluster's already.
 */
export async function connectCluster(
  actor: Viewer,
  { anyway, ...cluster }: ConnectClusterInput,
): Promise<{ id: ClusterId; admitted: number }> {
  await refuseUnsafeAddress(cluster);
  await refuseKnownHub(db, cluster);
  const tried = anyway ? undefined : await tryCluster(cluster).catch(blameInput);
  const added = { ...cluster, acceptsMembers: true, isSimulated: false };
  const id = await addCluster(added, actor.userId, async (tx) => {
    await lockHubs(tx);
    await refuseKnownHub(tx, cluster);
  });
  if (tried) await recordHubHealth(db, id, { state: "up", version: tried.hubVersion, at: clock.now() });
  return { id, admitted: await admitWaiting() };
}

/** What does not answer is what was typed: that is wrong with the request, and trying again by itself would not mend it. */
function blameInput(error: unknown): never {
  if (error instanceof AppError && error.refusal === "unavailable") refuse("invalid", error.code, error.params);
  throw error;
}

/** Under two clusters the servers of one hub would be counted, stopped and billed twice. A name that is taken is said by who adds it. */
async function refuseKnownHub(db: Db, cluster: ClusterAddresses & { name: string }): Promise<void> {
  const known = (await hubAddresses(db)).find((other) => other.name !== cluster.name && isSameHub(cluster, other));
  if (known) refuse("conflict", "hubKnown", { field: "hubApiUrl", cluster: known.name });
}

/** Before anything is sent there. */
async function refuseUnsafeAddress(addresses: ClusterAddresses): Promise<void> {
  const field = unencryptedField(addresses);
  if (field && env().ATRIUM_MODE === "production")
    refuse("invalid", "addressNotEncrypted", { field, address: addresses[field] });
  if (sharesOrigin(addresses, env().APP_URL)) refuse("invalid", "hubOnPortalOrigin");
  for (const field of ["hopsworksUrl", "hubApiUrl"] as const) {
    const problem = await clusterFetch().problemWith(addresses[field]);
    const { host } = new URL(addresses[field]);
    if (problem) refuse("invalid", clusterAddressCode(problem), { field, host });
  }
}
