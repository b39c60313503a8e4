import { z } from "zod";

/** What the form sends: which of the member's own identities. */
export const unlinkIdentityInput = z.object({
  issuer: z.string().min(1).max(500),
  subject: z.string().min(1).max(255),
});
