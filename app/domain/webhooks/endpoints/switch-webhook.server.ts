import { clock } from "~/core/clock";
import type { WebhookEndpointId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import type { Action } from "~/domain/activity/action";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { giveUpWaiting, scheduleWaiting } from "~/domain/webhooks/deliveries/deliveries.queries.server";
import { lockEndpoint, updateEndpoint } from "./endpoints.queries.server";

/** Nothing is sent until it is enabled; what waits, waits. Refuses `not_found`. */
export async function pauseWebhook(viewer: Viewer, id: WebhookEndpointId): Promise<void> {
  await transaction(async (tx) => {
    const { disabledAt } = await lockEndpoint(tx, viewer.userId, id);
    if (disabledAt) return;
    await updateEndpoint(tx, viewer.userId, id, { disabledAt: clock.now() });
    await record(tx, viewer, id, "webhook.pause");
  });
}

/** Sends again, beginning with what waited; what was wrong before is forgotten. Refuses `not_found`. */
export async function enableWebhook(viewer: Viewer, id: WebhookEndpointId): Promise<void> {
  await transaction(async (tx) => {
    const { disabledAt } = await lockEndpoint(tx, viewer.userId, id);
    if (!disabledAt) return;
    await updateEndpoint(tx, viewer.userId, id, { disabledAt: null, disabledReason: null, failingSince: null });
    await scheduleWaiting(tx, id);
    await record(tx, viewer, id, "webhook.enable");
  });
}

/** The endpoint is gone for its owner, its secrets are destroyed and nothing more is sent. Refuses `not_found`. */
export async function deleteWebhook(viewer: Viewer, id: WebhookEndpointId): Promise<void> {
  await transaction(async (tx) => {
    await lockEndpoint(tx, viewer.userId, id);
    const now = clock.now();
    await updateEndpoint(tx, viewer.userId, id, { deletedAt: now, secretSealed: "" });
    await giveUpWaiting(tx, id, now);
    await record(tx, viewer, id, "webhook.delete");
  });
}

async function record(tx: Db, viewer: Viewer, id: WebhookEndpointId, action: Action): Promise<void> {
  await recordActivity(tx, {
    actorId: viewer.userId,
    subjectId: viewer.userId,
    action,
    targetKind: "webhook",
    targetId: id,
  });
}
