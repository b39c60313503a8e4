import { z } from "zod";
import { line } from "~/core/text-input";
import { actingMinutes, LONGEST_REASON, SHORTEST_REASON } from "./acting";

/** What the form sends. The reason is shown to the member. */
export const startActingInput = z.object({
  reason: line({
    least: SHORTEST_REASON,
    most: LONGEST_REASON,
    code: "actingReasonShort",
    tooLong: "actingReasonLong",
  }),
  minutes: z.coerce
    .number({ error: "actingMinutes" })
    .refine((minutes) => actingMinutes.some((offered) => offered === minutes), "actingMinutes"),
});

export type StartActingInput = z.output<typeof startActingInput>;
