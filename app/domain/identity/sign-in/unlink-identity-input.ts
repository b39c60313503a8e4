import { z } from "zod";
import { line } from "~/core/text/text-input";

/** What the form sends: which of the member's own identities. */
export const unlinkIdentityInput = z.object({
  issuer: line({ most: 500 }),
  subject: line({ most: 255 }),
});
