import { z } from "zod";

/** What is sent to make a new secret: which one it takes the place of. */
export const rollWebhookSecretInput = z.object({ replaces: z.string({ error: "webhookSecretMade" }).max(64) });
