import { z } from "zod";

const address = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .transform((url) => url.replace(/\/+$/, ""));
const secret = z.string().trim().min(1).max(1000);

export const addClusterInput = z.object({
  name: z.string().trim().min(1).max(80),
  hopsworksUrl: address,
  /** An administrator's API key: a prefix, a dot, a secret. */
  hopsworksKey: secret.regex(/^[^.\s]+\.\S+$/),
  hopsworksIdpClientId: z.string().trim().min(1).max(200),
  /** The hub's API, ending in /hub/api. */
  hubApiUrl: address,
  hubPublicUrl: address,
  hubToken: secret,
  maxMembers: z.coerce.number().int().min(1).max(1_000_000),
  acceptsMembers: z.boolean().default(true),
  isSimulated: z.boolean().default(false),
});

export type AddClusterInput = z.output<typeof addClusterInput>;
