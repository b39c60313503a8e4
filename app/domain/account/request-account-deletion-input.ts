import { z } from "zod";
import { line } from "~/core/text/text-input";

/** What the form sends by which a member asks for the end of their account: their address, to show that they mean it. */
export const requestAccountDeletionInput = z.object({ email: line({ most: 320, code: "leaveEmailMissing" }) });

export type RequestAccountDeletionInput = z.output<typeof requestAccountDeletionInput>;
