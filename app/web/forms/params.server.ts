import type { Params } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import {
  isId,
  type ApiKeyId,
  type EnvironmentId,
  type PurchaseId,
  type SessionId,
  type UserId,
  type WebhookDeliveryId,
  type WebhookEndpointId,
} from "~/core/id";

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

/** The API key that a path names. */
export function apiKeyIdOf(params: Params): ApiKeyId {
  const { id } = params;
  return isId("key", id) ? id : refuse("not_found", "keyNotFound");
}

/** The session that a path names. */
export function sessionIdOf(params: Params): SessionId {
  const { id } = params;
  return isSessionId(id) ? id : refuse("not_found", "sessionNotFound");
}

/** Sessions from before they had names were given one by the database, which writes its ids in another way. */
function isSessionId(value: string | undefined): value is SessionId {
  return isId("session", value) || /^session_[0-9a-f]{32}$/.test(value ?? "");
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

/** The purchase that a path names, for an admin. */
export function purchaseIdOf(params: Params): PurchaseId {
  const { id } = params;
  return isId("purchase", id) ? id : refuse("not_found", "quarantineUnknown");
}
