import { clock } from "../../../app/core/clock";
import { addCluster } from "../../../app/domain/clusters/add-cluster.server";
import { cast } from "../../../app/testing/cast";
import { clusterNames, type StartedHub } from "../settings";
import type { World } from "./world";

/** The cluster on which the cast works: at first it is small. */
export async function addFirstCluster(world: World, hub: StartedHub): Promise<void> {
  const { hopsworks, secrets } = world.standIns;
  world.clusters.first = await addCluster({
    name: clusterNames.first,
    hopsworksUrl: hopsworks.url,
    hopsworksKey: hopsworks.apiKey,
    hopsworksIdpClientId: "atrium",
    hubApiUrl: hub.apiUrl,
    hubPublicUrl: hub.publicUrl,
    hubToken: secrets.hubToken,
    maxMembers: 18,
    acceptsMembers: true,
    isSimulated: hub.isSimulated,
  });
  world.joined.set(world.clusters.first, clock.now());
}

/** The cluster that Ada added when the first was full; its hub is a simulator, and says so. */
export async function addSecondCluster(world: World): Promise<void> {
  const { secondHopsworks, secondHub, secrets } = world.standIns;
  const input = {
    name: clusterNames.second,
    hopsworksUrl: secondHopsworks.url,
    hopsworksKey: secondHopsworks.apiKey,
    hopsworksIdpClientId: "atrium",
    hubApiUrl: secondHub.apiUrl,
    hubPublicUrl: secondHub.publicUrl,
    hubToken: secrets.hubToken,
    maxMembers: 30,
    acceptsMembers: true,
    isSimulated: true,
  };
  world.clusters.second = await addCluster(input, world.viewers.get(cast.ada.email)?.userId);
  world.joined.set(world.clusters.second, clock.now());
}
