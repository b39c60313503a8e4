import { users } from "@schema/identity";
import { webhookDeliveries, webhookEndpoints } from "@schema/webhooks";
import { sql as raw } from "drizzle-orm";
import type { WebhookDeliveryId, WebhookEndpointId } from "~/core/id";
import { addJob } from "~/db/jobs.server";
import type { Db } from "~/db/pool.server";
import { mayHear } from "./endpoints.queries.server";
import { EVERYTHING } from "./webhook-events";
import { payloadOf, type EventLine } from "./webhook-payload";

/** What people watch goes first. */
const PRIORITY = 10;

/**
 * One delivery and its job for every endpoint that wants the event, in one statement: that of whose thing it was done to, and those that
 * hear everybody's, though none of itself. Where nobody wants it, it is one look into an index.
 */
export async function insertDeliveries(db: Db, line: EventLine): Promise<void> {
  const [payload, at] = [JSON.stringify(payloadOf(line)), line.at.toISOString()];
  await db.execute(raw`
    with told as (
      insert into ${webhookDeliveries} (id, endpoint_id, activity_id, event, payload, state, created_at)
      select made.id, ${webhookEndpoints.id}, ${line.activityId}::bigint, ${line.action},
        ${payload}::jsonb || jsonb_build_object('id', made.id), 'waiting', ${at}::timestamptz
      from ${webhookEndpoints} join ${users} on ${users.id} = ${webhookEndpoints.ownerId}
      cross join lateral (select ${newDeliveryId(line.at)} as id) made
      where ${webhookEndpoints.events} && array[${line.action}, ${EVERYTHING}]::text[] and ${mayHear}
        and (${webhookEndpoints.hearsEverybody} or ${webhookEndpoints.ownerId} = ${line.subjectId ?? null})
        and ${webhookEndpoints.id} <> ${line.targetId}
      returning id, endpoint_id
    )
    select ${jobOf(raw`told.id`, raw`told.endpoint_id`)} from told`);
}

/** Sends at once whatever still waits for an endpoint. */
export async function queueWaiting(db: Db, endpoint: WebhookEndpointId): Promise<void> {
  await db.execute(raw`
    select ${jobOf(raw`waiting.id`, raw`waiting.endpoint_id`)}
    from (select id, endpoint_id from ${webhookDeliveries}
      where endpoint_id = ${endpoint} and state = 'waiting' order by id) waiting`);
}

/** Sends one delivery, not before `runAt`. Whatever was planned for it before is replaced. */
export async function queueDelivery(
  db: Db,
  { id, endpointId }: { id: WebhookDeliveryId; endpointId: WebhookEndpointId },
  runAt?: Date,
): Promise<void> {
  await addJob(
    db,
    "deliver_webhook",
    { deliveryId: id },
    { key: `deliver:${id}`, queue: `webhooks:${endpointId}`, priority: PRIORITY, ...(runAt && { runAt }) },
  );
}

/** The same for rows of a statement. Jobs of one endpoint share a queue: one after the other, in the order in which they were added. */
function jobOf(id: ReturnType<typeof raw>, endpointId: ReturnType<typeof raw>) {
  return raw`graphile_worker.add_job('deliver_webhook', json_build_object('deliveryId', ${id}),
    queue_name := 'webhooks:' || ${endpointId}, job_key := 'deliver:' || ${id}, priority := ${PRIORITY}::int)`;
}

/** What `newId("delivery")` makes: a UUIDv7 of that time in base 32. It names the endpoint, so that every row gets its own. */
function newDeliveryId(at: Date) {
  return raw`'delivery_' || (
    select string_agg(
      substr('0123456789abcdefghjkmnpqrstvwxyz', substring(bits from 5 * i + 1 for 5)::bit(5)::integer + 1, 1), '' order by i)
    from (select b'00' || ('x' || overlay(replace(gen_random_uuid()::text, '-', '')
      placing lpad(to_hex(${at.getTime()}::bigint), 12, '0') || '7' from 1 for 13))::bit(128) as bits
      where ${webhookEndpoints.id} is not null) uuid,
      lateral generate_series(0, 25) i)`;
}
