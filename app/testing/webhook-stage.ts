import { newId, type WebhookDeliveryId, type WebhookEndpointId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { addWebhook } from "~/domain/account/add-webhook.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { signInMember } from "~/domain/identity/sign-in-member.server";
import type { Viewer } from "~/domain/identity/viewer";
import { deliverWebhook } from "~/domain/webhooks/deliver-webhook.server";
import type { TypedDoor } from "~/core/typed-address.server";
import type { CastMember } from "./cast";

/** For tests of webhooks: no endpoint, no delivery, no job. */
export async function emptyWebhooks(): Promise<void> {
  await sql`truncate webhook_attempts, webhook_deliveries, webhook_endpoints cascade`;
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

/** One attempt at everything that waits, as a worker would make it. */
export async function deliverAll(door?: TypedDoor): Promise<void> {
  for (const { id, state } of await deliveries())
    if (state === "waiting") await deliverWebhook(id, recordActivity, door);
}
