import type { Params } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { isId, type EnvironmentId, type UserId, type WebhookDeliveryId, type WebhookEndpointId } from "~/core/id";

/** The environment that a path names; what is no such id names nothing. */
export function environmentIdOf(params: Params): EnvironmentId {
  const { id } = params;
  return isId("env", id) ? id : refuse("not_found", "environmentNotFound");
}

/** The member that a path names. */
export function userIdOf(params: Params): UserId {
  const { id } = params;
  return isId("user", id) ? id : refuse("not_found", "memberNotFound");
}

/** The webhook endpoint that a path names. */
export function webhookIdOf(params: Params): WebhookEndpointId {
  const { id } = params;
  return isId("hook", id) ? id : refuse("not_found", "webhookUnknown");
}

/** The delivery that a path names. */
export function deliveryIdOf(params: Params): WebhookDeliveryId {
  const { delivery } = params;
  return isId("delivery", delivery) ? delivery : refuse("not_found", "deliveryUnknown");
}
