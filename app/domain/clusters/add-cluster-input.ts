import { z } from "zod";
import { line, wholeNumberInput } from "~/core/text/text-input";

/** An http(s) address without credentials, query or fragment, as its root: no slash at the end. */
const address = (code: string) =>
  z
    .url({ protocol: /^https?$/, error: code })
    .max(500, code)
    .regex(/^[^?#@]+$/, code)
    .transform((url) => new URL(url).href.replace(/\/+$/, ""));

/** What somebody pastes: visible ASCII of one shape. */
const secret = (shape: RegExp, code: string) => z.string(code).trim().max(1000, code).regex(shape, code);

/** Each message is the code of what is wrong with that field. */
export const addClusterInput = z.object({
  name: line({ most: 80, code: "clusterNameInvalid" }),
  hopsworksUrl: address("hopsworksUrlInvalid"),
  /** An administrator's API key: a prefix, a dot, a secret. */
  hopsworksKey: secret(/^[\x21-\x2d\x2f-\x7e]+\.[\x21-\x7e]+$/, "hopsworksKeyInvalid"),
  hopsworksIdpClientId: line({ most: 200, code: "hopsworksIdpClientIdInvalid" }),
  hubApiUrl: address("hubApiUrlInvalid").refine((url) => url.endsWith("/hub/api"), "hubApiUrlInvalid"),
  /** Where people's browsers reach the hub. */
  hubPublicUrl: address("hubPublicUrlInvalid"),
  hubToken: secret(/^[\x21-\x7e]+$/, "hubTokenInvalid"),
  maxMembers: wholeNumberInput({ least: 1, most: 1_000_000, code: "maxMembersInvalid" }),
  acceptsMembers: z.boolean().default(true),
  isSimulated: z.boolean().default(false),
});

export type AddClusterInput = z.output<typeof addClusterInput>;
