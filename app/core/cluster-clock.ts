import { later, SECOND } from "./clock";

/** An HTTP date has whole seconds and was a while under way: what differs by less is the same clock. */
export const CLOCK_RESOLUTION = 5 * SECOND;

/**
 * When what began at `fromAt` on a cluster's clock began on ours: a cluster that was asked at `askedAt` said that it was `clusterTime`.
 * Undefined where the two clocks agree; never later than `askedAt`.
 */
export function beganOnOurClock(fromAt: Date, clusterTime: Date, askedAt: Date): Date | undefined {
  const aheadMs = clusterTime.getTime() - askedAt.getTime();
  if (Math.abs(aheadMs) < CLOCK_RESOLUTION) return undefined;
  const beganAt = later(fromAt, -aheadMs);
  return beganAt < askedAt ? beganAt : askedAt;
}
