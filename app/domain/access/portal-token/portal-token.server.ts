import { errors, jwtVerify, SignJWT } from "jose";
import { clock, instant, MINUTE, SECOND } from "~/core/clock";
import { MOST_SKEW } from "~/core/clock-skew";
import { derivedKey } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import type { SessionId, UserId } from "~/core/id";

/** A token of ours is good for this long, and not longer than its session. */
export const TOKEN_LASTS = 15 * MINUTE;

/** What such a token says. */
export type PortalClaims = { userId: UserId; sessionId: SessionId };

/** Signs a token that is good until `expiresAt`, which is told in whole seconds. */
export async function signPortalToken(
  { userId, sessionId }: PortalClaims,
  expiresAt: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const exp = Math.floor(expiresAt.getTime() / SECOND);
  const token = await new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(portalIssuer())
    .setAudience(audience())
    .setSubject(userId)
    .setIssuedAt(clock.now())
    .setExpirationTime(exp)
    .sign(signingKey());
  return { token, expiresAt: instant(exp * SECOND) };
}

/** The clocks of two replicas that work do not differ by more. */
const TOLERANCE = 2 * MOST_SKEW;

export class TokenFromFuture extends errors.JOSEError {}

/** What a token of ours says. Throws jose's errors for what is not one, not any more, or not yet. */
export async function readPortalToken(token: string): Promise<{ userId: unknown; sessionId: unknown }> {
  const now = clock.now();
  const { payload } = await jwtVerify(token, signingKey(), {
    issuer: portalIssuer(),
    audience: audience(),
    algorithms: ["HS256"],
    requiredClaims: ["exp", "iat", "sub", "sid"],
    currentDate: now,
  });
  if ((payload.iat ?? 0) * SECOND > now.getTime() + TOLERANCE) throw new TokenFromFuture("made later than now");
  return { userId: payload.sub, sessionId: payload["sid"] };
}

/** By which a token says that it is one of ours. */
export function portalIssuer(): string {
  return env().APP_URL;
}

const audience = () => `${env().APP_URL}/api`;

let kept: Buffer | undefined;

function signingKey(): Buffer {
  return (kept ??= derivedKey(env().SECRET_KEY, "portal tokens"));
}
