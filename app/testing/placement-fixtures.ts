import { clock } from "~/core/clock";
import { newId, type ClusterId, type UserId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { startHopsworksSimulator, type HopsworksSimulator } from "~/integrations/hopsworks/simulator";
import { startHubSimulator, type HubSimulator } from "~/integrations/jupyterhub/simulator";
import { addCluster } from "~/domain/clusters/add-cluster.server";
import type { AddClusterInput } from "~/domain/clusters/add-cluster-input";
import { emptyActivity } from "~/testing/database/as-owner";

/** For this domain's tests: both systems that a member is placed on. */
export type Simulators = {
  hopsworks: HopsworksSimulator;
  hub: HubSimulator;
  hubToken: string;
  stop: () => Promise<void>;
};

export async function startSimulators(): Promise<Simulators> {
  const hubToken = "hub-token-for-tests-0123456789abcdef";
  const [hopsworks, hub] = await Promise.all([startHopsworksSimulator(), startHubSimulator({ token: hubToken })]);
  const stop = async () => {
    await Promise.all([hopsworks.stop(), hub.stop()]);
  };
  return { hopsworks, hub, hubToken, stop };
}

/** Everybody and everything is gone, and both systems behave. */
export async function resetSimulators({ hopsworks, hub }: Simulators): Promise<void> {
  await sql`truncate placement_steps, placements, assignments, clusters, identities, users cascade`;
  await sql`truncate graphile_worker._private_jobs`;
  await emptyActivity();
  hopsworks.control.behave();
  hopsworks.control.forget();
  hopsworks.control.takeForProjects(0);
  hub.control.forget();
  hub.control.mood = "well";
}

export async function aCluster(simulators: Simulators, given: Partial<AddClusterInput> = {}): Promise<ClusterId> {
  const id = newId("cluster");
  return addCluster({
    name: id,
    hopsworksUrl: simulators.hopsworks.url,
    hopsworksKey: simulators.hopsworks.apiKey,
    hopsworksIdpClientId: "atrium",
    hubApiUrl: simulators.hub.apiUrl,
    hubPublicUrl: simulators.hub.publicUrl,
    hubToken: simulators.hubToken,
    maxMembers: 10,
    acceptsMembers: true,
    isSimulated: true,
    ...given,
  });
}

export async function aUser(email: string, name = "Somebody"): Promise<UserId> {
  const id = newId("user");
  const now = clock.now();
  await sql`insert into users (id, email, name, created_at) values (${id}, ${email.toLowerCase()}, ${name}, ${now})`;
  await sql`insert into identities (issuer, subject, user_id, created_at) values ('https://idp.example', ${`auth0|${email}`}, ${id}, ${now})`;
  return id;
}

/** Placement jobs that wait for a worker. */
export async function jobsWaiting(): Promise<number> {
  const [row] = await sql<
    { count: bigint }[]
  >`select count(*) from graphile_worker.jobs where task_identifier = 'place_member' and locked_at is null`;
  return Number(row?.count);
}
