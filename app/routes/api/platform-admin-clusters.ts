import { z } from "zod";
import { refuse } from "~/core/app-error";
import { db } from "~/db/pool.server";
import { clustersWithState } from "~/domain/admin/clusters-with-state.server";
import { clustersOverview, findClusterOverview } from "~/domain/clusters/clusters.queries.server";
import { addClusterInput } from "~/domain/clusters/add-cluster-input";
import { connectCluster } from "~/domain/clusters/connect-cluster.server";
import { endpoint } from "~/web/api/endpoint.server";
import { clusterAnswer, clusterTold } from "./platform-cluster-answer";

const { shape } = addClusterInput;

/** The contract's four fields, and those of the hub that every cluster has here: without them there is no cluster to place anybody on. */
const newCluster = z.strictObject({
  name: shape.name.meta({ example: "cluster1" }),
  api_url: shape.hopsworksUrl.meta({ example: "https://hopsworks.example.org:28181" }),
  api_key: shape.hopsworksKey
    .describe("An administrator's API key. Kept sealed; it never comes back out.")
    .meta({ example: "prefix.secret" }),
  max_users: z.int("maxMembersInvalid").min(1, "maxMembersInvalid").max(1_000_000, "maxMembersInvalid").default(100),
  hopsworks_idp_client_id: shape.hopsworksIdpClientId.optional().meta({ example: "atrium" }),
  hub_api_url: shape.hubApiUrl.optional().meta({ example: "https://hub.example.org/hub/api" }),
  hub_public_url: shape.hubPublicUrl.optional().meta({ example: "https://hub.example.org" }),
  hub_token: shape.hubToken.optional().describe("The portal's token at the hub. Kept sealed; it never comes back out."),
  anyway: z.boolean().default(false).describe("Add it although it does not answer now."),
});

export const listClusters = endpoint({
  family: "platform",
  method: "GET",
  path: "/admin/clusters",
  name: "listClusters",
  summary: "The clusters, oldest first",
  access: "admin",
  scopes: ["admin"],
  answer: z.object({ clusters: z.array(clusterAnswer) }).meta({ id: "Clusters" }),
  work: async () => ({ clusters: (await clustersWithState(db, await clustersOverview(db))).map(clusterTold) }),
});

export const createCluster = endpoint({
  family: "platform",
  method: "POST",
  path: "/admin/clusters",
  name: "createCluster",
  summary: "Try a cluster and add it",
  description:
    "Both of its systems are asked before anything is stored, unless `anyway` says otherwise. Whoever waits for room gets in.",
  access: "admin",
  scopes: ["admin"],
  body: newCluster,
  answer: clusterAnswer,
  statuses: [201],
  creates: true,
  refuses: ["conflict", "unavailable"],
  work: async ({ viewer, body }) => {
    const { id } = await connectCluster(viewer, wholeCluster(body));
    const overview = (await findClusterOverview(db, id)) ?? refuse("not_found", "clusterUnknown");
    const [made] = await clustersWithState(db, [overview]);
    return clusterTold(made ?? refuse("not_found", "clusterUnknown"));
  },
});

function wholeCluster(body: z.output<typeof newCluster>) {
  const { name, anyway, hopsworks_idp_client_id, hub_api_url, hub_public_url, hub_token } = body;
  if (!hopsworks_idp_client_id || !hub_api_url || !hub_public_url || !hub_token) {
    const needed = { hopsworks_idp_client_id, hub_api_url, hub_public_url, hub_token };
    const missing = Object.entries(needed).flatMap(([field, value]) => (value ? [] : [field]));
    return refuse("invalid", "clusterFieldsMissing", { missing: missing.join(", ") });
  }
  return {
    name,
    anyway,
    hopsworksUrl: body.api_url,
    hopsworksKey: body.api_key,
    maxMembers: body.max_users,
    hopsworksIdpClientId: hopsworks_idp_client_id,
    hubApiUrl: hub_api_url,
    hubPublicUrl: hub_public_url,
    hubToken: hub_token,
  };
}
