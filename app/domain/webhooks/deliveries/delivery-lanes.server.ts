import { env } from "~/core/env.server";

/** Endpoints that fail have a lane of their own, so that waiting for the dead never delays the living. */
export type Lane = "healthy" | "failing";

const underWay: Record<Lane, number> = { healthy: 0, failing: 0 };

/** Of a replica's workers half may be busy with webhooks, and an eighth with endpoints that fail; the rest is the portal's own. */
const roomOf = {
  healthy: () => Math.max(1, Math.floor(env().WORKERS / 2)),
  failing: () => Math.max(1, Math.floor(env().WORKERS / 8)),
} as const satisfies Record<Lane, () => number>;

/** Takes a place in this replica's lane, and answers how to leave it; undefined when it is full. */
export function enterLane(lane: Lane): (() => void) | undefined {
  if (underWay[lane] >= roomOf[lane]()) return undefined;
  underWay[lane]++;
  return () => {
    underWay[lane]--;
  };
}
