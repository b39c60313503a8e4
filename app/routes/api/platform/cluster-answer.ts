import { z } from "zod";
import type { ClusterWithState } from "~/domain/admin/clusters-with-state.server";

/** A cluster as admins see it over the API: of its secrets nothing but the end of the key. */
export const clusterAnswer = z
  .object({
    id: z.string().meta({ example: "cluster_01h455vb4pex5vsknk084sn02q" }),
    name: z.string().meta({ example: "cluster1" }),
    api_url: z.string().meta({ example: "https://hopsworks.example.org:28181" }),
    api_key_last4: z.string().meta({ example: "9f3c" }),
    max_users: z.int().meta({ example: 100 }),
    assigned_users: z.int().meta({ example: 12 }),
    accepts_users: z.boolean().describe("Whether new members are placed there."),
    active_environments: z.int().meta({ example: 3 }),
    hub_public_url: z.string().meta({ example: "https://hub.example.org" }),
    hub_state: z.enum(["up", "down", "unknown"]).describe("Whether the hub answered when it was last asked."),
    hub_version: z.string().optional().meta({ example: "6.1.1" }),
    hub_checked_at: z.iso.datetime().optional(),
    named_servers: z
      .boolean()
      .optional()
      .describe("Whether the hub allows a member several servers; absent until known."),
    last_collected_at: z.iso.datetime().optional().describe("When what runs there was last measured completely."),
    is_simulated: z.boolean().describe("A stand-in: nothing real is behind it."),
  })
  .meta({ id: "Cluster" });

/** What the domain knows of a cluster, in the API's words. */
export function serializeCluster(cluster: ClusterWithState) {
  return {
    id: cluster.id,
    name: cluster.name,
    api_url: cluster.hopsworksUrl,
    api_key_last4: cluster.hopsworksKeyLast4,
    max_users: cluster.maxMembers,
    assigned_users: cluster.memberCount,
    accepts_users: cluster.acceptsMembers,
    active_environments: cluster.running,
    hub_public_url: cluster.hubPublicUrl,
    hub_state: cluster.hub.state,
    hub_version: cluster.hub.version,
    hub_checked_at: cluster.hub.checkedAt?.toISOString(),
    named_servers: cluster.namedServers ?? undefined,
    last_collected_at: cluster.lastCollectedAt?.toISOString(),
    is_simulated: cluster.isSimulated,
  };
}
