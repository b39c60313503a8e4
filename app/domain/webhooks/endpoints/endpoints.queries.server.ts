import { activity } from "@schema/activity";
import { users } from "@schema/identity";
import { webhookDeliveries, webhookEndpoints } from "@schema/webhooks";
import { and, asc, eq, inArray, isNotNull, isNull, ne, sql as raw, type SQL } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { refuse } from "~/core/app-error";
import type { UserId, WebhookEndpointId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";
import type { DisabledReason, WebhookEndpoint } from "./webhook-endpoint";
import { EVERYTHING } from "./webhook-events";

const { id, ownerId, url, description, events, hearsEverybody, createdAt } = webhookEndpoints;
const { failingSince, disabledAt, disabledReason, deletedAt, secretSealed } = webhookEndpoints;

const shown = {
  id: raw<WebhookEndpointId>`${id}`,
  url,
  description,
  events,
  hearsEverybody,
  createdAt,
  failingSince,
  disabledAt,
  disabledReason,
};

const ofOwner = (owner: UserId, endpoint: WebhookEndpointId) =>
  and(eq(ownerId, owner), eq(id, endpoint), isNull(deletedAt));

/** A member's endpoints, oldest first. */
export async function endpointsOf(db: Db, owner: UserId): Promise<WebhookEndpoint[]> {
  return db
    .select(shown)
    .from(webhookEndpoints)
    .where(and(eq(ownerId, owner), isNull(deletedAt)))
    .orderBy(asc(createdAt), asc(id));
}

export async function findEndpoint(
  db: Db,
  owner: UserId,
  endpoint: WebhookEndpointId,
): Promise<WebhookEndpoint | undefined> {
  const [row] = await db.select(shown).from(webhookEndpoints).where(ofOwner(owner, endpoint));
  return row;
}

/** Refuses `not_found`, also what is somebody else's. */
export async function requireEndpoint(db: Db, owner: UserId, endpoint: WebhookEndpointId): Promise<WebhookEndpoint> {
  return (await findEndpoint(db, owner, endpoint)) ?? refuse("not_found", "webhookUnknown");
}

/** The endpoint with its sealed secrets, held until the transaction ends. Refuses `not_found`. */
export async function lockEndpoint(db: Db, owner: UserId, endpoint: WebhookEndpointId) {
  const [row] = await db
    .select({ ...shown, secretSealed })
    .from(webhookEndpoints)
    .where(ofOwner(owner, endpoint))
    .for("update");
  return row ?? refuse("not_found", "webhookUnknown");
}

const switchedOff = prepared("webhooks_switched_off", ["owner"], (db, { owner }) =>
  db
    .select(shown)
    .from(webhookEndpoints)
    .where(and(eq(ownerId, owner), isNull(deletedAt), isNotNull(disabledReason)))
    .orderBy(asc(disabledAt)),
);

/** Those of a member's endpoints that the portal switched off. */
export async function endpointsSwitchedOff(db: Db, owner: UserId): Promise<WebhookEndpoint[]> {
  return switchedOff(db, { owner });
}

/** How many endpoints a member has; until the transaction ends nobody adds another for them. */
export async function countEndpointsLocked(db: Db, owner: UserId): Promise<number> {
  await db.execute(raw`select pg_advisory_xact_lock(hashtextextended(${`webhooks:${owner}`}, 0))`);
  return db.$count(webhookEndpoints, and(eq(ownerId, owner), isNull(deletedAt)));
}

/** False when there is, or was, one with this id. */
export async function insertEndpoint(db: Db, row: typeof webhookEndpoints.$inferInsert): Promise<boolean> {
  const made = await db.insert(webhookEndpoints).values(row).onConflictDoNothing().returning({ id });
  return made.length === 1;
}

type Change = Partial<
  Pick<
    typeof webhookEndpoints.$inferSelect,
    "url" | "description" | "events" | "secretSealed" | "failingSince" | "disabledAt" | "disabledReason" | "deletedAt"
  >
>;

export async function updateEndpoint(db: Db, owner: UserId, endpoint: WebhookEndpointId, change: Change) {
  await db.update(webhookEndpoints).set(change).where(ofOwner(owner, endpoint));
}

/** It took something: whatever was wrong is over. */
export async function noteEndpointWorks(db: Db, endpoint: WebhookEndpointId): Promise<void> {
  await db
    .update(webhookEndpoints)
    .set({ failingSince: null })
    .where(and(eq(id, endpoint), isNotNull(failingSince)));
}

/** It took nothing; answers since when. */
export async function noteEndpointFails(db: Db, endpoint: WebhookEndpointId, now: Date): Promise<Date> {
  const [row] = await db
    .update(webhookEndpoints)
    .set({ failingSince: raw`coalesce(${failingSince}, ${now.toISOString()}::timestamptz)` })
    .where(eq(id, endpoint))
    .returning({ failingSince });
  return row?.failingSince ?? now;
}

/** Switches an endpoint off; false when it is off or deleted already. */
export async function switchOff(
  db: Db,
  endpoint: WebhookEndpointId,
  reason: DisabledReason,
  now: Date,
): Promise<boolean> {
  const off = await db
    .update(webhookEndpoints)
    .set({ disabledAt: now, disabledReason: reason })
    .where(and(eq(id, endpoint), isNull(disabledAt), isNull(deletedAt)))
    .returning({ id });
  return off.length === 1;
}

/** Not deleted, and its owner is still who they were when they were let in. */
const isAllowed = and(
  isNull(deletedAt),
  isNull(users.suspendedAt),
  isNull(users.anonymizedAt),
  raw`(not ${hearsEverybody} or ${users.isAdmin})`,
);

/** May be sent something now. */
export const canReceive = and(isAllowed, isNull(disabledAt));

/** The newest word of the log about the endpoint before the fact: it was there then, and neither paused nor switched off. */
const wasLive = raw`(
  select line.action from ${activity} line
  where line.target_id = ${id} and line.id < ${activity.id} and line.outcome = 'success'
    and line.action in ('webhook.add', 'webhook.enable', 'webhook.pause', 'webhook.disable')
  order by line.id desc limit 1) in ('webhook.add', 'webhook.enable')`;

/**
 * Which endpoints hear which of these lines of the activity log: those of whose thing it was done to, and those that hear everybody's, as far
 * as they picked the event, were live when it happened, and it is not about themselves. Each half has an index of its own: an `or` of the two
 * would read every endpoint of the installation.
 */
export async function endpointsHearing(
  db: Db,
  activityIds: readonly bigint[],
): Promise<{ activityId: bigint; endpointId: WebhookEndpointId }[]> {
  const isPicked = raw`${events} && array[${activity.action}, ${EVERYTHING}]::text[]`;
  const hearing = (whose: SQL | undefined) =>
    db
      .select({ activityId: activity.id, endpointId: raw<WebhookEndpointId>`${id}`.as("endpoint_id"), createdAt })
      .from(activity)
      .innerJoin(webhookEndpoints, and(whose, isPicked, ne(id, activity.targetId)))
      .innerJoin(users, eq(users.id, ownerId))
      .where(and(inArray(activity.id, [...activityIds]), isAllowed, wasLive));
  const theirs = hearing(and(eq(ownerId, activity.subjectId), eq(hearsEverybody, false)));
  return unionAll(theirs, hearing(eq(hearsEverybody, true))).orderBy(raw`created_at, endpoint_id`);
}

/** Takes away the member's endpoints, deleted ones too, with their secrets and all that was ever sent to them. Answers how many. */
export async function deleteEndpointsOf(db: Db, owner: UserId): Promise<number> {
  const ids = db.select({ id }).from(webhookEndpoints).where(eq(ownerId, owner));
  await db.delete(webhookDeliveries).where(inArray(webhookDeliveries.endpointId, ids));
  return (await db.delete(webhookEndpoints).where(eq(ownerId, owner)).returning({ id })).length;
}
