import { createRemoteJWKSet, customFetch, errors, jwtVerify } from "jose";
import { refuse } from "~/core/app-error";
import { MINUTE, SECOND } from "~/core/clock";
import { log } from "~/core/log.server";
import { OutboundFailure, type Outbound } from "~/core/outbound.server";
import { idTokenClaims, signingKeys } from "./contract";

/** The subject of a token that passed. */
export type IdTokenCheck = (idToken: string, nonce: string) => Promise<string>;

/**
 * Checks ID tokens of the tenant at `base`: signed RS256 by its published keys, issued by it for `clientId`, in time (a minute of
 * clock difference is forgiven), and carrying the nonce of this flow. Refuses what does not pass.
 */
export function idTokenCheck(base: string, clientId: string, call: Outbound): IdTokenCheck {
  const keys = createRemoteJWKSet(new URL(`${base}/.well-known/jwks.json`), {
    cacheMaxAge: 10 * MINUTE,
    cooldownDuration: SECOND,
    [customFetch]: () => fetchKeys(call),
  });
  const expected = {
    issuer: `${base}/`,
    audience: clientId,
    algorithms: ["RS256"],
    clockTolerance: 60,
    requiredClaims: ["exp", "iat"],
  };
  return async (idToken, nonce) => {
    const { payload } = await jwtVerify(idToken, keys, expected).catch(refuseToken);
    const claims = idTokenClaims.safeParse(payload);
    if (!claims.success) refuse("forbidden", "identityUntrusted");
    if (claims.data.nonce !== nonce) refuse("forbidden", "signInNonceMismatch");
    return claims.data.sub;
  };
}

async function fetchKeys(call: Outbound): Promise<Response> {
  const path = "/.well-known/jwks.json";
  const answer = await call({ call: `GET ${path}`, method: "GET", path, timeoutMs: 4 * SECOND, safeToRepeat: true });
  const keys = signingKeys.safeParse(answer.body);
  if (!keys.success) throw new OutboundFailure("auth0", `GET ${path}`, "bad_answer", { cause: keys.error });
  return Response.json(keys.data);
}

function refuseToken(error: unknown): never {
  if (error instanceof OutboundFailure) throw error;
  log.warn({ err: error }, "an ID token did not pass");
  const isTooEarly = error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf";
  const isTime = error instanceof errors.JWTExpired || isTooEarly;
  refuse("forbidden", isTime ? "clocksDiffer" : "identityUntrusted");
}
