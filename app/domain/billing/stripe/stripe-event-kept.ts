import type { StripeEvent } from "~/integrations/stripe/contract";

/**
 * What is kept of an event: where to look. Stripe's objects carry the buyer's name, e-mail and address, which the portal has no use for:
 * they are not written down.
 */
export function storedEventOf({ id, type, api_version, data: { object } }: StripeEvent) {
  const { id: objectId, object: kind, payment_intent } = object;
  return {
    type,
    objectId: objectId ?? null,
    apiVersion: api_version ?? null,
    payload: { id, type, api_version, data: { object: { id: objectId, object: kind, payment_intent } } },
  };
}
