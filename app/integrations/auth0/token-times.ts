import type { JWTPayload } from "jose";
import { SECOND } from "~/core/clock";

/** For how long, in seconds, the clocks of the tenant and of the portal may differ. */
export const CLOCK_TOLERANCE = 60;

/** Whether a token says that it was made later than now: its maker's clock is wrong, or it lies. The library looks at `nbf` and `exp` alone. */
export function isFromTheFuture({ iat }: JWTPayload, now: Date): boolean {
  return iat !== undefined && iat * SECOND > now.getTime() + CLOCK_TOLERANCE * SECOND;
}
