import { newId, type WebhookDeliveryId, type WebhookEndpointId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { consumeOutbox } from "~/domain/activity/outbox/consume-outbox.server";
import { recordActivity, type ActivityFact } from "~/domain/activity/record-activity.server";
import { addWebhook } from "~/domain/webhooks/endpoints/add-webhook.server";
import { webhookConsumer } from "~/domain/webhooks/deliveries/create-deliveries.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import type { Viewer } from "~/domain/identity/viewer";
import { deliverWebhook } from "~/domain/webhooks/deliveries/deliver-webhook.server";
import type { GuardedFetch } from "~/core/network/ssrf-guard.server";
import type { CastMember } from "~/testing/cast";

/** For tests of webhooks: no endpoint, no delivery, no job, and nothing to consume. */
export async function emptyWebhooks(): Promise<void> {
  await sql`truncate webhook_attempts, webhook_deliveries, webhook_endpoints cascade`;
  await sql`truncate outbox`;
  await sql`truncate graphile_worker._private_jobs`;
}

export async function memberOf(person: CastMember): Promise<Viewer> {
  return (await signInMember({ issuer: "https://example.eu.auth0.com", ...person })).viewer;
}

export type Given = { events?: string[]; hearsEverybody?: boolean; description?: string };

export async function anEndpoint(
  viewer: Viewer,
  url: string,
  { events = ["environment.start"], hearsEverybody = false, description = "" }: Given = {},
): Promise<{ id: WebhookEndpointId; secret: string }> {
  const { id, secret } = await addWebhook(viewer, { id: newId("hook"), url, description, events, hearsEverybody });
  if (!secret) throw new Error("an endpoint was there already");
  return { id, secret };
}

/** Records a fact in a transaction of its own, and makes the deliveries of it. */
export async function recordFact(fact: ActivityFact): Promise<void> {
  await transaction((tx) => recordActivity(tx, fact));
  await consumeOutbox(webhookConsumer);
}

/** The member's environment is started, as far as the activity log is concerned. */
export const starts = (viewer: Viewer, targetId = "env_1") =>
  ({
    actorId: viewer.userId,
    subjectId: viewer.userId,
    action: "environment.start",
    targetKind: "environment",
    targetId,
  }) as const;

export type DeliveryRow = { id: WebhookDeliveryId; event: string; state: string; endpoint_id: WebhookEndpointId };

export const deliveries = () =>
  sql<DeliveryRow[]>`select id, event, state, endpoint_id from webhook_deliveries order by created_at, id`;

export const attempts = () =>
  sql<{ status: number | null; failure_code: string | null; answer: string | null; latency_ms: number }[]>`
    select status, failure_code, answer, latency_ms from webhook_attempts order by at, id`;

/** When the next try of each delivery is planned. */
export const planned = () =>
  sql<{ key: string; run_at: Date }[]>`
    select key, run_at from graphile_worker.jobs where task_identifier = 'deliver_webhook' and key is not null order by run_at, id`;

/** Makes the deliveries of what was recorded, and one attempt at everything that waits, as a worker would. */
export async function deliverAll(guarded?: GuardedFetch): Promise<void> {
  await consumeOutbox(webhookConsumer);
  for (const { id, state } of await deliveries()) if (state === "waiting") await deliverWebhook(id, guarded);
}
