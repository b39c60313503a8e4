import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { newId, type WebhookDeliveryId, type WebhookEndpointId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { awaitAgain, insertDeliveries, scheduleDelivery } from "./deliveries.queries.server";
import { lockEndpoint } from "~/domain/webhooks/endpoints/endpoints.queries.server";
import { TEST_EVENT } from "~/domain/webhooks/endpoints/webhook-events";
import { payloadOf } from "./webhook-payload";

/** Sends an event that is only a test. Refuses `not_found`, `conflict` (it is paused or switched off). */
export async function testWebhook(viewer: Viewer, endpointId: WebhookEndpointId): Promise<WebhookDeliveryId> {
  const id = newId("delivery");
  await transaction(async (tx) => {
    await requireEnabled(tx, viewer, endpointId);
    const now = clock.now();
    const { userId } = viewer;
    const payload = payloadOf({
      at: now,
      action: TEST_EVENT,
      actorId: userId,
      subjectId: userId,
      targetKind: "webhook",
      targetId: endpointId,
      outcome: "success",
    });
    const row = { id, endpointId, event: TEST_EVENT, createdAt: now };
    await insertDeliveries(tx, [{ ...row, payload: { id, ...payload } }]);
    await record(tx, viewer, endpointId, { action: "webhook.send_test", after: { delivery: id } });
  });
  return id;
}

/** Sends a delivery once more, now, with the id that it had. Refuses `not_found`, `conflict` (it is paused or switched off). */
export async function resendDelivery(
  viewer: Viewer,
  endpointId: WebhookEndpointId,
  id: WebhookDeliveryId,
): Promise<void> {
  await transaction(async (tx) => {
    await requireEnabled(tx, viewer, endpointId);
    if (!(await awaitAgain(tx, endpointId, id))) refuse("not_found", "deliveryUnknown");
    await scheduleDelivery(tx, { id, endpointId });
    await record(tx, viewer, endpointId, { action: "webhook.resend", after: { delivery: id } });
  });
}

async function requireEnabled(tx: Db, viewer: Viewer, id: WebhookEndpointId): Promise<void> {
  const { disabledAt } = await lockEndpoint(tx, viewer.userId, id);
  if (disabledAt) refuse("conflict", "webhookNotEnabled");
}

async function record(
  tx: Db,
  viewer: Viewer,
  id: WebhookEndpointId,
  what: { action: "webhook.send_test" | "webhook.resend"; after: Record<string, unknown> },
): Promise<void> {
  await recordActivity(tx, {
    actorId: viewer.userId,
    subjectId: viewer.userId,
    targetKind: "webhook",
    targetId: id,
    ...what,
  });
}
