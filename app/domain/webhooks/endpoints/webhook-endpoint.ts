import { HOUR } from "~/core/clock";
import type { WebhookEndpointId } from "~/core/id";

/** A member may have so many. */
export const ENDPOINTS_PER_MEMBER = 10;

/** An endpoint that has taken nothing for so long is switched off. */
export const DISABLED_AFTER_MS = 24 * HOUR;

/** After a new secret is made, what is sent is signed with the one before as well, for so long. */
export const SECRET_OVERLAP_MS = 24 * HOUR;

/** Why the portal switched an endpoint off; each is the key of a sentence. */
export type DisabledReason = "webhookFailing" | "webhookGone";

export type WebhookEndpoint = {
  id: WebhookEndpointId;
  url: string;
  description: string;
  events: string[];
  hearsEverybody: boolean;
  createdAt: Date;
  failingSince: Date | null;
  disabledAt: Date | null;
  disabledReason: string | null;
};

/** `paused` by its owner, `disabled` by the portal; `failing` is still tried. */
export type EndpointState = "live" | "failing" | "paused" | "disabled";

export function endpointState({
  disabledAt,
  disabledReason,
  failingSince,
}: Pick<WebhookEndpoint, "disabledAt" | "disabledReason" | "failingSince">): EndpointState {
  if (disabledAt) return disabledReason ? "disabled" : "paused";
  return failingSince ? "failing" : "live";
}

/** What people call an endpoint: the words they gave it, or the host it is at. */
export function endpointName({ description, url }: Pick<WebhookEndpoint, "description" | "url">): string {
  return description || new URL(url).host;
}
