import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { equalSecrets, sha256 } from "~/core/crypto.server";
import type { WebhookEndpointId } from "~/core/id";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { newSecret, openSecrets, rolled, sealSecrets } from "./endpoint-secrets.server";
import { lockEndpoint, updateEndpoint } from "./endpoints.queries.server";

/** Names the secret that a page is about to replace, and tells nothing of it. Refuses `not_found`. */
export async function nameOfSecret(viewer: Viewer, id: WebhookEndpointId): Promise<string> {
  return nameOf((await lockEndpoint(db, viewer.userId, id)).secretSealed);
}

/**
 * Makes a new signing secret and answers it; the one before signs as well for a day. `replaces` is what {@link nameOfSecret} said: a form
 * that is sent twice makes one. Refuses `not_found`, `conflict` (another has been made meanwhile).
 */
export async function rollWebhookSecret(viewer: Viewer, id: WebhookEndpointId, replaces: string): Promise<string> {
  return transaction(async (tx) => {
    const { secretSealed } = await lockEndpoint(tx, viewer.userId, id);
    if (!equalSecrets(nameOf(secretSealed), replaces)) refuse("conflict", "webhookSecretMade");
    const secret = newSecret();
    const secrets = rolled(await openSecrets(tx, id, secretSealed), secret, clock.now());
    await updateEndpoint(tx, viewer.userId, id, { secretSealed: await sealSecrets(tx, id, secrets) });
    await recordActivity(tx, {
      actorId: viewer.userId,
      subjectId: viewer.userId,
      action: "webhook.roll_secret",
      targetKind: "webhook",
      targetId: id,
    });
    return secret;
  });
}

/** The record is sealed with a random nonce: its hash is another one for every secret. */
const nameOf = (sealed: string) => sha256(sealed).slice(0, 32);
