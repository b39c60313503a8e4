import { z } from "zod";
import { addClusterInput } from "./add-cluster-input";

/** What the form sends; `acceptsMembers` is a checkbox. */
export const changeClusterInput = addClusterInput
  .pick({ maxMembers: true })
  .extend({ acceptsMembers: z.string().optional().transform(Boolean) });

export type ChangeClusterInput = z.output<typeof changeClusterInput>;
