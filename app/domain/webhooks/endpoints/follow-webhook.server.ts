import type { UserId, WebhookEndpointId } from "~/core/id";
import { changesOf } from "~/db/notify.server";
import { db } from "~/db/pool.server";
import { requireEndpoint } from "./endpoints.queries.server";

/** What follows a member's endpoint: a message whenever something was sent there. Refuses `not_found`. */
export async function followWebhook(
  ownerId: UserId,
  id: WebhookEndpointId,
): Promise<(signal: AbortSignal) => AsyncGenerator<object>> {
  await requireEndpoint(db, ownerId, id);
  return async function* (signal) {
    for await (const _change of changesOf("webhook", id, signal)) yield {};
  };
}
