import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import { transaction } from "~/db/transaction.server";
import { verifyEvent } from "~/integrations/stripe/verify-event.server";
import { addEventJob } from "./add-event-job.server";
import { storedEventOf } from "./stripe-event-kept";
import { storeEvent } from "./stripe-events.queries.server";

/**
 * Takes in a webhook of Stripe: stored once by its id together with the job that acts on it. Refuses `invalid` what none of our secrets
 * signed within the last five minutes, and what is no event that can be kept; nothing of that is stored.
 */
export async function receiveStripeEvent(rawBody: string, signature: string | null): Promise<void> {
  const receivedAt = clock.now();
  const event =
    verifyEvent(rawBody, signature, env().STRIPE_WEBHOOK_SECRETS, receivedAt) ?? refuse("invalid", "webhookSignature");
  const id = event.id ?? `sha256:${sha256(rawBody)}`;
  await transaction(async (tx) => {
    const isWaiting = await storeEvent(tx, { id, ...storedEventOf(event), receivedAt });
    if (isWaiting) await addEventJob(tx, id);
  });
}
