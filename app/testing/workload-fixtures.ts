import { newId, type ClusterId, type EnvironmentId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { addCluster } from "~/domain/clusters/add-cluster.server";
import { ensureFirstSizes } from "~/domain/workloads/ensure-first-sizes.server";
import { findWorkload } from "~/domain/workloads/workloads.queries.server";
import { pricedSizes } from "~/domain/environments/priced-sizes.server";
import { reconcileWorkload } from "~/domain/workloads/reconcile-workload.server";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import type { Viewer } from "~/domain/identity/viewer";
import { startHubSimulator, type HubSimulator } from "~/integrations/jupyterhub/simulator";
import { aMember, emptyBilling } from "~/testing/billing/billing-fixtures";
import { emptyQueue } from "~/testing/processes/run-jobs";

const TOKEN = "dev-hub-token";

export const startHub = () => startHubSimulator({ token: TOKEN });

export type Scene = { clusterId: ClusterId; alice: Viewer; charlie: Viewer };

/** One cluster with a hub that behaves; Alice and Charlie have their places and the welcome credit. */
export async function setScene(hub: HubSimulator): Promise<Scene> {
  Object.assign(hub.control, {
    startTakes: 30,
    failStartsWith: undefined,
    mood: "well",
    busy: false,
    cutStarts: undefined,
    holdStarts: undefined,
    namedServers: undefined,
  });
  await emptyQueue();
  hub.control.forget();
  hub.control.calls.length = 0;
  await sql`truncate clusters, sizes, workloads cascade`;
  await emptyBilling();
  await ensureFirstPriceBook();
  await ensureFirstSizes();
  const clusterId = await addCluster({
    name: newId("cluster"),
    hopsworksUrl: "http://localhost:1",
    hopsworksKey: "prefix.secret",
    hopsworksIdpClientId: "atrium",
    hubApiUrl: hub.apiUrl,
    hubPublicUrl: hub.publicUrl,
    hubToken: TOKEN,
    maxMembers: 10,
    acceptsMembers: true,
    isSimulated: true,
  });
  return {
    clusterId,
    alice: await aPlacedMember("alice", clusterId),
    charlie: await aPlacedMember("charlie", clusterId),
  };
}

async function aPlacedMember(who: "alice" | "charlie", clusterId: ClusterId): Promise<Viewer> {
  const viewer = await aMember(who);
  await sql`insert into placements (user_id, state, requested_at) values (${viewer.userId}, 'placed', now())`;
  await sql`insert into assignments (user_id, cluster_id, hub_username, assigned_at) values (${viewer.userId}, ${clusterId}, ${viewer.email}, now())`;
  return viewer;
}

export const sizeId = async (slug: string) =>
  (await pricedSizes(db)).find((size) => size.slug === slug)?.id ?? newId("size");

/** Does what the worker would, without its pauses, until the environment is in `state`. */
export async function reconcileUntil(id: EnvironmentId, state: string): Promise<void> {
  const stateNow = async () => (await findWorkload(db, id))?.state;
  for (let tries = 0; (await stateNow()) !== state; tries++) {
    if (tries === 60) throw new Error(`it is ${await stateNow()}, not ${state}`);
    await reconcileWorkload(id);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export async function aRunningEnvironment(viewer: Viewer): Promise<EnvironmentId> {
  const { id } = await startEnvironment(viewer, { size: await sizeId("small") });
  await reconcileUntil(id, "running");
  return id;
}

/** The starts that the hub was asked for. */
export const startsAskedOf = (hub: HubSimulator) =>
  hub.control.calls.filter((call) => /^POST .*\/(server|servers\/[^/]+)$/.test(call));
