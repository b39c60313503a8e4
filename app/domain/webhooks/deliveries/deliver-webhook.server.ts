import { clock, later, SECOND } from "~/core/clock";
import { newId, type WebhookDeliveryId } from "~/core/id";
import type { Sent } from "~/core/network/post-guarded.server";
import type { GuardedFetch } from "~/core/network/ssrf-guard.server";
import { notify } from "~/db/notify.server";
import { db, type Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import {
  findDueDelivery,
  finishDelivery,
  insertAttempt,
  scheduleDelivery,
  type DueDelivery,
} from "./deliveries.queries.server";
import { takeDeliverySlot, type EndpointHealth } from "./delivery-slots.server";
import { noteEndpointFails, noteEndpointWorks, switchOff } from "~/domain/webhooks/endpoints/endpoints.queries.server";
import { sendDelivery } from "./send-delivery.server";
import { isGone, isTaken, shownAnswer, waitAfter } from "./webhook-delivery";
import { DISABLED_AFTER_MS, type DisabledReason } from "~/domain/webhooks/endpoints/webhook-endpoint";

/**
 * Makes one attempt at a delivery and writes down how it went, with what follows: delivered, tried again later, or given up. A process
 * that dies in between leaves the job, so the attempt is made again: at least once, always with the same `webhook-id`.
 */
export async function deliverWebhook(id: WebhookDeliveryId, guarded?: GuardedFetch): Promise<void> {
  const due = await findDueDelivery(db, id);
  if (!due) return;
  const health = due.failingSince ? "failing" : "healthy";
  const release = takeDeliverySlot(health);
  if (!release) return putOff(due, health);
  try {
    const sent = await sendDelivery(due, guarded);
    await transaction((tx) => settle(tx, due, sent));
  } finally {
    release();
  }
}

const restMs = { healthy: SECOND, failing: 15 * SECOND } as const satisfies Record<EndpointHealth, number>;

/** Every slot is taken: the worker is free for something else meanwhile. */
async function putOff(due: DueDelivery, health: EndpointHealth): Promise<void> {
  await scheduleDelivery(db, due, later(clock.now(), restMs[health] * (1 + Math.random())));
}

async function settle(tx: Db, due: DueDelivery, sent: Sent): Promise<void> {
  const now = clock.now();
  const attempts = await insertAttempt(tx, {
    id: newId("attempt"),
    deliveryId: due.id,
    at: later(now, -sent.latencyMs),
    latencyMs: sent.latencyMs,
    ...(sent.failureCode === undefined
      ? { status: sent.status, answer: shownAnswer(sent.answer) }
      : { failureCode: sent.failureCode }),
  });
  if (isTaken(sent)) {
    await finishDelivery(tx, due.id, "delivered", now);
    await noteEndpointWorks(tx, due.endpointId);
  } else await settleFailure(tx, due, sent, { attempts, now });
  await notify(tx, "webhook", due.endpointId);
}

type Failure = { attempts: number; now: Date };

async function settleFailure(tx: Db, due: DueDelivery, sent: Sent, { attempts, now }: Failure): Promise<void> {
  const { retryAfter } = sent;
  const wait = isGone(sent)
    ? undefined
    : waitAfter(attempts, { now, chance: Math.random(), ...(retryAfter !== undefined && { retryAfter }) });
  if (wait === undefined) await finishDelivery(tx, due.id, "failed", now);
  else await scheduleDelivery(tx, due, later(now, wait));

  const failingSince = await noteEndpointFails(tx, due.endpointId, now);
  const reason = reasonToSwitchOff(sent, failingSince, now);
  if (!reason || !(await switchOff(tx, due.endpointId, reason, now))) return;
  await recordActivity(tx, {
    subjectId: due.ownerId,
    action: "webhook.disable",
    targetKind: "webhook",
    targetId: due.endpointId,
    after: { reason },
  });
}

function reasonToSwitchOff(sent: Sent, failingSince: Date, now: Date): DisabledReason | undefined {
  if (isGone(sent)) return "webhookGone";
  return now.getTime() - failingSince.getTime() >= DISABLED_AFTER_MS ? "webhookFailing" : undefined;
}
