import { z } from "zod";
import { line } from "~/core/text-input";

/** What the form sends by which a member asks for the end of their account: their address, to show that they mean it. */
export const askToLeaveInput = z.object({ email: line({ most: 320, code: "leaveEmailMissing" }) });

export type AskToLeaveInput = z.output<typeof askToLeaveInput>;
