import { z } from "zod";
import { addClusterInput } from "~/domain/clusters/add-cluster-input";

/** What the form sends; `anyway` is a checkbox: add it although it does not answer now. */
export const connectClusterInput = addClusterInput
  .omit({ acceptsMembers: true, isSimulated: true })
  .extend({ anyway: z.string().optional().transform(Boolean) });

export type ConnectClusterInput = z.output<typeof connectClusterInput>;
