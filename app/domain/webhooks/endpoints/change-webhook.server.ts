import type { WebhookEndpointId } from "~/core/id";
import type { GuardedFetch } from "~/core/network/ssrf-guard.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { checkWebhookAddress } from "./check-webhook-address.server";
import { lockEndpoint, updateEndpoint } from "./endpoints.queries.server";
import type { ChangeWebhookInput } from "./change-webhook-input";

/** Changes where an endpoint is and what it hears. Refuses `not_found`, `invalid` (the address). */
export async function changeWebhook(
  viewer: Viewer,
  id: WebhookEndpointId,
  input: ChangeWebhookInput,
  guarded?: GuardedFetch,
): Promise<void> {
  await checkWebhookAddress(input.url, guarded);
  await transaction(async (tx) => {
    const before = await lockEndpoint(tx, viewer.userId, id);
    const hasMoved = before.url !== input.url;
    await updateEndpoint(tx, viewer.userId, id, { ...input, ...(hasMoved && { failingSince: null }) });
    await recordActivity(tx, {
      actorId: viewer.userId,
      subjectId: viewer.userId,
      action: "webhook.change",
      targetKind: "webhook",
      targetId: id,
      before: recorded(before),
      after: { ...recorded(input), hasMoved },
    });
  });
}

/** Of the address only the host: the rest of it may be a secret. */
function recorded({ url, description, events }: ChangeWebhookInput): Record<string, unknown> {
  return { host: new URL(url).host, description, events };
}
