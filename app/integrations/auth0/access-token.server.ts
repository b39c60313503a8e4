import { errors, jwtVerify } from "jose";
import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { log } from "~/core/log.server";
import { OutboundFailure } from "~/core/network/outbound.server";
import { accessTokenClaims } from "./contract";
import type { TenantKeys } from "./tenant-keys.server";
import { CLOCK_TOLERANCE, isFromTheFuture } from "./token-times";

const TRY_AGAIN_SECONDS = 5;

/** The subject of an access token that passed. */
export type AccessTokenCheck = (token: string, audience: string) => Promise<string>;

/**
 * Checks access tokens of the tenant at `base`: signed RS256 by its published keys, issued by it for `audience`, in time (a minute of
 * clock difference is forgiven). Refuses `unauthenticated` what does not pass, and `unavailable` when the keys cannot be had.
 */
export function accessTokenCheck(base: string, keys: TenantKeys): AccessTokenCheck {
  return async (token, audience) => {
    const now = clock.now();
    const { payload } = await jwtVerify(token, keys, {
      issuer: `${base}/`,
      audience,
      algorithms: ["RS256"],
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ["exp", "iat", "sub"],
      currentDate: now,
    }).catch(refuseToken);
    if (isFromTheFuture(payload, now)) refuse("unauthenticated", "tokenFromFuture");
    const claims = accessTokenClaims.safeParse(payload);
    return claims.success ? claims.data.sub : refuse("unauthenticated", "tokenInvalid");
  };
}

function refuseToken(error: unknown): never {
  if (error instanceof OutboundFailure) {
    log.warn({ err: error }, "the identity provider's keys cannot be had");
    refuse("unavailable", "identityProviderDown", {}, TRY_AGAIN_SECONDS);
  }
  if (!(error instanceof errors.JOSEError)) throw error;
  if (error instanceof errors.JWTExpired) refuse("unauthenticated", "tokenExpired");
  const isTooEarly = error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf";
  refuse("unauthenticated", isTooEarly ? "tokenFromFuture" : "tokenInvalid");
}
