import { users } from "@schema/identity";
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from "@schema/webhooks";
import { and, asc, desc, eq, gt, inArray, lt, notExists, sql as raw, type SQL } from "drizzle-orm";
import type { UserId, WebhookDeliveryId, WebhookEndpointId } from "~/core/id";
import { addJob } from "~/db/jobs.server";
import type { Db } from "~/db/pool.server";
import { canReceive } from "~/domain/webhooks/endpoints/endpoints.queries.server";
import type { DeliveryState, WebhookAttempt, WebhookDelivery } from "./webhook-delivery";

const { id, endpointId, event, payload, state, createdAt } = webhookDeliveries;
const shown = { id: raw<WebhookDeliveryId>`${id}`, event, payload, state, createdAt };

export type NewDelivery = {
  id: WebhookDeliveryId;
  endpointId: WebhookEndpointId;
  /** Of the line of the activity log that it tells of; absent for a test. */
  activityId?: bigint;
  event: string;
  payload: Record<string, unknown>;
  createdAt: Date;
};

/** What people watch goes first. */
const PRIORITY = 10;

/** Inserts deliveries and their jobs, in this order. One that the endpoint has already of the same line is left out. */
export async function insertDeliveries(db: Db, deliveries: readonly NewDelivery[]): Promise<void> {
  const rows = deliveries.map((one) => ({ ...one, activityId: one.activityId?.toString() }));
  await db.execute(raw`
    with inserted as (
      insert into ${webhookDeliveries} (id, endpoint_id, activity_id, event, payload, state, created_at)
      select id, "endpointId", "activityId", event, payload, 'waiting', "createdAt"
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as given(id text, "endpointId" text, "activityId" bigint, event text, payload jsonb, "createdAt" timestamptz)
      on conflict do nothing returning id, endpoint_id
    )
    select ${addJobOf(raw`inserted`)} from inserted`);
}

/** Sends one delivery, not before `runAt`. Whatever was scheduled for it before is replaced. */
export async function scheduleDelivery(
  db: Db,
  delivery: { id: WebhookDeliveryId; endpointId: WebhookEndpointId },
  runAt?: Date,
): Promise<void> {
  await addJob(
    db,
    "deliver_webhook",
    { deliveryId: delivery.id },
    {
      key: `deliver:${delivery.id}`,
      queue: `webhooks:${delivery.endpointId}`,
      priority: PRIORITY,
      ...(runAt && { runAt }),
    },
  );
}

/** Sends at once whatever still waits for an endpoint, in the order in which it happened. */
export async function scheduleWaiting(db: Db, endpoint: WebhookEndpointId): Promise<void> {
  await db.execute(raw`
    select ${addJobOf(raw`waiting`)}
    from (select id, endpoint_id from ${webhookDeliveries}
      where endpoint_id = ${endpoint} and state = 'waiting' order by activity_id, id) waiting`);
}

/**
 * Adds the job of a row. Jobs of one endpoint share a queue: one after the other, in the order in which they were added. Their time is that of
 * the clock: the transaction's own, which the library takes, may be earlier than that of one which ended before.
 */
function addJobOf(row: SQL): SQL {
  return raw`graphile_worker.add_job('deliver_webhook', json_build_object('deliveryId', ${row}.id),
    queue_name := 'webhooks:' || ${row}.endpoint_id, job_key := 'deliver:' || ${row}.id, run_at := clock_timestamp(),
    priority := ${PRIORITY}::int)`;
}

/** What is to be sent now, and where; undefined when it is delivered, given up or gone, or its endpoint may hear nothing. */
export async function findDueDelivery(db: Db, delivery: WebhookDeliveryId) {
  const { url, secretSealed, failingSince } = webhookEndpoints;
  const [row] = await db
    .select({
      ...shown,
      endpointId: raw<WebhookEndpointId>`${endpointId}`,
      ownerId: raw<UserId>`${webhookEndpoints.ownerId}`,
      url,
      secretSealed,
      failingSince,
    })
    .from(webhookDeliveries)
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, endpointId))
    .innerJoin(users, eq(users.id, webhookEndpoints.ownerId))
    .where(and(eq(id, delivery), eq(state, "waiting"), canReceive));
  return row;
}

export type DueDelivery = NonNullable<Awaited<ReturnType<typeof findDueDelivery>>>;

/** Writes an attempt down; answers how many there have been. */
export async function insertAttempt(db: Db, row: typeof webhookAttempts.$inferInsert): Promise<number> {
  await db.insert(webhookAttempts).values(row);
  return db.$count(webhookAttempts, eq(webhookAttempts.deliveryId, row.deliveryId));
}

/** A delivery that waits comes to its end; one that was ended meanwhile stays as it is. */
export async function finishDelivery(
  db: Db,
  delivery: WebhookDeliveryId,
  as: Exclude<DeliveryState, "waiting">,
  now: Date,
): Promise<void> {
  await db
    .update(webhookDeliveries)
    .set({ state: as, finishedAt: now })
    .where(and(eq(id, delivery), eq(state, "waiting")));
}

/** Lets a delivery of the endpoint wait again; false when there is none of that id. */
export async function awaitAgain(db: Db, endpoint: WebhookEndpointId, delivery: WebhookDeliveryId): Promise<boolean> {
  const again = await db
    .update(webhookDeliveries)
    .set({ state: "waiting", finishedAt: null })
    .where(and(eq(endpointId, endpoint), eq(id, delivery)))
    .returning({ id });
  return again.length === 1;
}

/** An endpoint that is deleted is told nothing more. */
export async function giveUpWaiting(db: Db, endpoint: WebhookEndpointId, now: Date): Promise<void> {
  await db
    .update(webhookDeliveries)
    .set({ state: "failed", finishedAt: now })
    .where(and(eq(endpointId, endpoint), eq(state, "waiting")));
}

/** One page of what was sent to an endpoint, newest first. The caller has asked whose it is. */
export async function deliveriesOf(
  db: Db,
  endpoint: WebhookEndpointId,
  { before, after, limit }: { before?: WebhookDeliveryId; after?: WebhookDeliveryId; limit: number },
): Promise<WebhookDelivery[]> {
  const rows = await db
    .select(shown)
    .from(webhookDeliveries)
    .where(and(eq(endpointId, endpoint), before && lt(id, before), after && gt(id, after)))
    .orderBy(after ? asc(id) : desc(id))
    .limit(limit);
  return after ? rows.reverse() : rows;
}

/** Every attempt of these deliveries, oldest first. */
export async function attemptsOf(
  db: Db,
  deliveries: readonly WebhookDeliveryId[],
): Promise<Map<string, WebhookAttempt[]>> {
  const { deliveryId, at, status, latencyMs, answer, failureCode } = webhookAttempts;
  const rows = await db
    .select({ deliveryId, at, status, latencyMs, answer, failureCode })
    .from(webhookAttempts)
    .where(inArray(deliveryId, [...deliveries]))
    .orderBy(asc(at), asc(webhookAttempts.id));
  return Map.groupBy(rows, (row) => row.deliveryId);
}

/** Removes up to `limit` of what is older than `before`, with its attempts; answers how many. */
export async function removeOldDeliveries(db: Db, before: Date, limit: number): Promise<number> {
  const old = db.select({ id }).from(webhookDeliveries).where(lt(createdAt, before)).orderBy(createdAt).limit(limit);
  return (await db.delete(webhookDeliveries).where(inArray(id, old)).returning({ id })).length;
}

/** Removes endpoints that were deleted before then and of which nothing is left. */
export async function removeDeletedEndpoints(db: Db, before: Date): Promise<void> {
  const left = db.select({ id }).from(webhookDeliveries).where(eq(endpointId, webhookEndpoints.id));
  await db.delete(webhookEndpoints).where(and(lt(webhookEndpoints.deletedAt, before), notExists(left)));
}
