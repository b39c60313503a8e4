import { env } from "~/core/env.server";

/** Endpoints that fail have slots of their own, so that waiting for the dead never delays the living. */
export type EndpointHealth = "healthy" | "failing";

const underWay: Record<EndpointHealth, number> = { healthy: 0, failing: 0 };

/** Of a replica's workers half may be busy with webhooks, and an eighth with endpoints that fail; the rest is the portal's own. */
const slots = {
  healthy: () => Math.max(1, Math.floor(env().WORKERS / 2)),
  failing: () => Math.max(1, Math.floor(env().WORKERS / 8)),
} as const satisfies Record<EndpointHealth, () => number>;

/** Takes a slot of this replica, and returns how to release it; undefined when it is full. */
export function takeDeliverySlot(health: EndpointHealth): (() => void) | undefined {
  if (underWay[health] >= slots[health]()) return undefined;
  underWay[health]++;
  return () => {
    underWay[health]--;
  };
}
