import { z } from "zod";

/** What the forms about a member's standing send: why, in one to three sentences that the member will read. */
export const changeStandingInput = z.object({
  reason: z
    .string({ error: "reasonMissing" })
    .trim()
    .min(1, { error: "reasonMissing" })
    .max(300, { error: "reasonTooLong" }),
});
