import { z } from "zod";
import { line } from "~/core/text/text-input";
import { impersonationMinutes, LONGEST_REASON, SHORTEST_REASON } from "./impersonation";

/** What the form sends. The reason is shown to the member. */
export const startImpersonationInput = z.object({
  reason: line({
    least: SHORTEST_REASON,
    most: LONGEST_REASON,
    code: "impersonationReasonShort",
    tooLong: "impersonationReasonLong",
  }),
  minutes: z.coerce
    .number({ error: "impersonationMinutes" })
    .refine((minutes) => impersonationMinutes.some((offered) => offered === minutes), "impersonationMinutes"),
});

export type StartImpersonationInput = z.output<typeof startImpersonationInput>;
