import type { ClusterId } from "~/core/id";
import { fetchFromCluster } from "~/core/network/guarded-fetch.server";
import type { WorkloadBackend } from "~/core/workload-backend";
import { db } from "~/db/pool.server";
import { hopsworks } from "~/integrations/hopsworks/client.server";
import type { Hopsworks } from "~/integrations/hopsworks/hopsworks";
import { jupyterHubBackend } from "~/integrations/jupyterhub/backend.server";
import { openClusterSecret } from "./cluster-secrets.server";
import { requireCluster } from "~/domain/clusters/clusters.queries.server";
import { healthRecorder } from "./record-health.server";

type Kept<T> = { address: string; sealed: string; client: Promise<T> };

const backends = new Map<ClusterId, Kept<WorkloadBackend>>();
const installations = new Map<ClusterId, Kept<Hopsworks>>();

/** What the cluster runs workloads with. One client per cluster lives on, because it holds the breaker, until its address or token changes. */
export async function backendOf(id: ClusterId): Promise<WorkloadBackend> {
  const { hubApiUrl, hubTokenSealed } = await requireCluster(db, id);
  return kept(backends, id, hubApiUrl, hubTokenSealed, async () => {
    const token = await openClusterSecret(db, hubTokenSealed, "hub_token", id);
    return jupyterHubBackend({
      apiUrl: hubApiUrl,
      token,
      fetch: fetchFromCluster,
      onOutcome: healthRecorder(id, "hub"),
    });
  });
}

/** The cluster's Hopsworks, kept likewise. */
export async function hopsworksOf(id: ClusterId): Promise<Hopsworks> {
  const { hopsworksUrl, hopsworksKeySealed } = await requireCluster(db, id);
  return kept(installations, id, hopsworksUrl, hopsworksKeySealed, async () => {
    const apiKey = await openClusterSecret(db, hopsworksKeySealed, "hopsworks_key", id);
    return hopsworks({
      url: hopsworksUrl,
      apiKey,
      fetch: fetchFromCluster,
      onOutcome: healthRecorder(id, "hopsworks"),
    });
  });
}

async function kept<T>(
  all: Map<ClusterId, Kept<T>>,
  id: ClusterId,
  address: string,
  sealed: string,
  make: () => Promise<T>,
): Promise<T> {
  const known = all.get(id);
  if (known?.address === address && known.sealed === sealed) return known.client;
  // The promise is kept, so that those who ask at once share one client.
  const client = make();
  all.set(id, { address, sealed, client });
  client.catch(() => all.get(id)?.client === client && all.delete(id));
  return client;
}
