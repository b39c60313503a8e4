import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { WebhookEndpointId } from "~/core/id";
import type { GuardedFetch } from "~/core/network/ssrf-guard.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { requireMember } from "~/domain/identity/members/require-member.server";
import type { Viewer } from "~/domain/identity/viewer";
import { checkWebhookAddress } from "./check-webhook-address.server";
import { newSecret, sealSecrets } from "./endpoint-secrets.server";
import { countEndpointsLocked, findEndpoint, insertEndpoint } from "./endpoints.queries.server";
import { ENDPOINTS_PER_MEMBER } from "./webhook-endpoint";
import type { AddWebhookInput } from "./add-webhook-input";

/**
 * Adds an endpoint and answers its signing secret, which is never said again: the same form sent twice adds one, and is answered without
 * a secret. Refuses `forbidden` (hearing everybody is for admins), `invalid` (the address), `conflict` (too many; a used form).
 */
export async function addWebhook(
  viewer: Viewer,
  input: AddWebhookInput,
  guarded?: GuardedFetch,
): Promise<{ id: WebhookEndpointId; secret?: string }> {
  const { id, url, description, events, hearsEverybody } = input;
  if (hearsEverybody && !viewer.isAdmin) refuse("forbidden", "webhookEverybodyForAdmins");
  await checkWebhookAddress(url, guarded);
  const secret = newSecret();
  return transaction(async (tx) => {
    await requireMember(tx, viewer.userId);
    const count = await countEndpointsLocked(tx, viewer.userId);
    if (await findEndpoint(tx, viewer.userId, id)) return { id };
    if (count >= ENDPOINTS_PER_MEMBER) refuse("conflict", "webhookLimit", { limit: ENDPOINTS_PER_MEMBER });
    const secretSealed = await sealSecrets(tx, id, { current: secret });
    const row = { id, url, description, events, hearsEverybody, secretSealed };
    const isNew = await insertEndpoint(tx, { ...row, ownerId: viewer.userId, createdAt: clock.now() });
    if (!isNew) refuse("conflict", "webhookFormUsed");
    await recordActivity(tx, {
      actorId: viewer.userId,
      subjectId: viewer.userId,
      action: "webhook.add",
      targetKind: "webhook",
      targetId: id,
      after: { host: new URL(url).host, description, events, hearsEverybody },
    });
    return { id, secret };
  });
}
