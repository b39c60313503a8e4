import { z } from "zod";
import { line } from "~/core/text/text-input";

/** What the forms about a member's status send: why, in one to three sentences that the member will read. */
export const changeMemberStatusInput = z.object({
  reason: line({ most: 300, code: "reasonMissing", tooLong: "reasonTooLong" }),
});
