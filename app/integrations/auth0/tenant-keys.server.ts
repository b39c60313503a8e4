import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from "jose";
import { MINUTE, SECOND } from "~/core/clock";
import { OutboundFailure, type Outbound } from "~/core/network/outbound.server";
import { signingKeys } from "./contract";

/** Finds the key that a token names. Throws {@link OutboundFailure} when the tenant had to be asked and could not say. */
export type TenantKeys = JWTVerifyGetKey;

const path = "/.well-known/jwks.json";

/**
 * The keys that the tenant at `base` publishes, kept for ten minutes. A token that names an unknown one has them fetched anew, once a
 * second at most: after the tenant has changed its keys nobody waits for the ten minutes to pass.
 */
export function tenantKeys(base: string, call: Outbound): TenantKeys {
  return createRemoteJWKSet(new URL(`${base}${path}`), {
    cacheMaxAge: 10 * MINUTE,
    cooldownDuration: SECOND,
    [customFetch]: () => fetchKeys(call),
  });
}

async function fetchKeys(call: Outbound): Promise<Response> {
  const answer = await call({ call: `GET ${path}`, method: "GET", path, timeoutMs: 4 * SECOND, safeToRepeat: true });
  const keys = signingKeys.safeParse(answer.body);
  if (!keys.success) throw new OutboundFailure("auth0", `GET ${path}`, "bad_answer", { cause: keys.error });
  return Response.json(keys.data);
}
