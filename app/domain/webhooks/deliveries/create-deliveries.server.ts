import { newIdAt, type WebhookEndpointId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { OutboxConsumer, OutboxFact } from "~/domain/activity/outbox/outbox-consumer";
import { endpointsHearing } from "~/domain/webhooks/endpoints/endpoints.queries.server";
import { insertDeliveries, type NewDelivery } from "./deliveries.queries.server";
import { payloadOf } from "./webhook-payload";

/** Makes one delivery and its job of each fact for every endpoint that hears it. Endpoints are told in the order of the facts. */
export const webhookConsumer: OutboxConsumer = { name: "webhooks", consume: createDeliveries };

async function createDeliveries(tx: Db, facts: readonly OutboxFact[]): Promise<void> {
  const hearing = await endpointsHearing(
    tx,
    facts.map(({ activityId }) => activityId),
  );
  const ofFact = Map.groupBy(hearing, ({ activityId }) => activityId);
  const deliveries = facts.flatMap((fact) =>
    (ofFact.get(fact.activityId) ?? []).map(({ endpointId }) => deliveryOf(fact, endpointId)),
  );
  if (deliveries.length > 0) await insertDeliveries(tx, deliveries);
}

function deliveryOf(fact: OutboxFact, endpointId: WebhookEndpointId): NewDelivery {
  const { activityId, action: event, at: createdAt } = fact;
  const id = newIdAt("delivery", createdAt);
  return { id, endpointId, activityId, event, payload: { id, ...payloadOf(fact) }, createdAt };
}
