import { z } from "zod";
import { refuse } from "~/core/app-error";
import { addClusterInput } from "~/domain/clusters/add-cluster-input";

const { shape } = addClusterInput;

/** The contract's four fields, and those of the hub that every cluster has here: without them there is no cluster to place anybody on. */
export const newCluster = z.strictObject({
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

/** The body in the domain's words. Refuses `invalid` with the names of the hub's fields that are missing. */
export function wholeCluster(body: z.output<typeof newCluster>) {
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
