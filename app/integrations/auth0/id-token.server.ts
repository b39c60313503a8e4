import { errors, jwtVerify } from "jose";
import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { log } from "~/core/log.server";
import { OutboundFailure } from "~/core/network/outbound.server";
import { idTokenClaims } from "./contract";
import type { TenantKeys } from "./tenant-keys.server";
import { CLOCK_TOLERANCE, isFromTheFuture } from "./token-times";

/** The subject of a token that passed. */
export type IdTokenCheck = (idToken: string, nonce: string) => Promise<string>;

/**
 * Checks ID tokens of the tenant at `base`: signed RS256 by its published keys, issued by it for `clientId`, in time (a minute of
 * clock difference is forgiven), and carrying the nonce of this flow. Refuses what does not pass.
 */
export function idTokenCheck(base: string, clientId: string, keys: TenantKeys): IdTokenCheck {
  const expected = {
    issuer: `${base}/`,
    audience: clientId,
    algorithms: ["RS256"],
    clockTolerance: CLOCK_TOLERANCE,
    requiredClaims: ["exp", "iat"],
  };
  return async (idToken, nonce) => {
    const now = clock.now();
    const { payload } = await jwtVerify(idToken, keys, { ...expected, currentDate: now }).catch(refuseToken);
    if (isFromTheFuture(payload, now)) refuse("forbidden", "clocksDiffer");
    const claims = idTokenClaims.safeParse(payload);
    if (!claims.success) refuse("forbidden", "identityUntrusted");
    if (claims.data.nonce !== nonce) refuse("forbidden", "signInNonceMismatch");
    return claims.data.sub;
  };
}

function refuseToken(error: unknown): never {
  if (error instanceof OutboundFailure) throw error;
  log.warn({ err: error }, "an ID token did not pass");
  const isTooEarly = error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf";
  const isTime = error instanceof errors.JWTExpired || isTooEarly;
  refuse("forbidden", isTime ? "clocksDiffer" : "identityUntrusted");
}
