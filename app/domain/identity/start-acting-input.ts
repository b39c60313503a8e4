import { z } from "zod";
import { actingMinutes, LONGEST_REASON, SHORTEST_REASON } from "./acting";

/** What the form sends. The reason is shown to the member. */
export const startActingInput = z.object({
  reason: z
    .string({ error: "actingReasonShort" })
    .transform((text) => text.replace(/[\p{Cc}\p{Bidi_Control}\s]+/gu, " ").trim())
    .pipe(z.string().min(SHORTEST_REASON, "actingReasonShort").max(LONGEST_REASON, "actingReasonLong")),
  minutes: z.coerce
    .number({ error: "actingMinutes" })
    .refine((minutes) => actingMinutes.some((offered) => offered === minutes), "actingMinutes"),
});

export type StartActingInput = z.output<typeof startActingInput>;
