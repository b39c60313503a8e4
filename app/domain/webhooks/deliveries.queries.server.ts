import { users } from "@schema/identity";
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from "@schema/webhooks";
import { and, asc, desc, eq, gt, inArray, lt, notExists, sql as raw } from "drizzle-orm";
import type { UserId, WebhookDeliveryId, WebhookEndpointId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { mayHear } from "./endpoints.queries.server";
import type { DeliveryState, WebhookAttempt, WebhookDelivery } from "./webhook-delivery";

const { id, endpointId, event, payload, state, createdAt } = webhookDeliveries;
const shown = { id: raw<WebhookDeliveryId>`${id}`, event, payload, state, createdAt };

export async function insertDelivery(db: Db, row: typeof webhookDeliveries.$inferInsert): Promise<void> {
  await db.insert(webhookDeliveries).values(row);
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
    .where(and(eq(id, delivery), eq(state, "waiting"), mayHear));
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
