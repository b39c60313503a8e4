import { webhookDeliveries, webhookEndpoints } from "@schema/webhooks";
import { eq, inArray } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";

/** Takes away the member's endpoints, deleted ones too, with their secrets and all that was ever sent to them. Answers how many. */
export async function deleteEndpointsOf(db: Db, ownerId: UserId): Promise<number> {
  const theirs = eq(webhookEndpoints.ownerId, ownerId);
  const ids = db.select({ id: webhookEndpoints.id }).from(webhookEndpoints).where(theirs);
  await db.delete(webhookDeliveries).where(inArray(webhookDeliveries.endpointId, ids));
  return (await db.delete(webhookEndpoints).where(theirs).returning({ id: webhookEndpoints.id })).length;
}
