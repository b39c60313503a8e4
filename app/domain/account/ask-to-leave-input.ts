import { z } from "zod";

/** What the form sends by which a member asks for the end of their account: their address, to show that they mean it. */
export const askToLeaveInput = z.object({
  email: z.string({ error: "leaveEmailMissing" }).trim().min(1, { error: "leaveEmailMissing" }).max(320),
});

export type AskToLeaveInput = z.output<typeof askToLeaveInput>;
