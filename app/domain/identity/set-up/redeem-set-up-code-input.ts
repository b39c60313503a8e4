import { z } from "zod";
import { line } from "~/core/text/text-input";

/** What the set-up page sends. */
export const redeemSetUpCodeInput = z.object({
  code: line({ most: 100, code: "setUpCodeMissing", tooLong: "setUpCodeWrong" }),
});
