import { z } from "zod";
import { line } from "~/core/text/text-input";

/** What is sent to make a new secret: which one it takes the place of. */
export const rollWebhookSecretInput = z.object({ replaces: line({ least: 0, most: 64, code: "webhookSecretMade" }) });
