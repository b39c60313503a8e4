import { z } from "zod";

/** What the set-up page sends. */
export const redeemSetUpCodeInput = z.object({
  code: z
    .string({ error: "setUpCodeMissing" })
    .trim()
    .min(1, { error: "setUpCodeMissing" })
    .max(100, { error: "setUpCodeWrong" }),
});
