import { decodeJwt } from "jose";
import { refuse } from "~/core/app-error";
import { env } from "~/core/env.server";
import { portalIssuer } from "~/domain/access/portal-token/portal-token.server";
import { viewerOfIdentity } from "~/domain/access/portal-token/viewer-of-identity.server";
import { viewerOfPortalToken } from "~/domain/access/portal-token/viewer-of-portal-token.server";
import type { Viewer } from "~/domain/identity/viewer";
import { tenant, tenantAddress } from "~/web/tenant.server";

/**
 * Whom a session token means: one that the identity provider signed for the portal's API, or one that the portal minted for a session.
 * Which it claims to be only chooses the key that it has to fit. Refuses `unauthenticated`, `forbidden` (suspended) and `unavailable`
 * (the provider's keys are needed and cannot be had).
 */
export async function callerOfSessionToken(token: string): Promise<Viewer> {
  const issuer = claimedIssuer(token);
  if (issuer === portalIssuer()) return viewerOfPortalToken(token);
  const { AUTH0_AUDIENCE: audience } = env();
  // Whose token says somebody else made it is not worth asking the provider for its keys.
  if (!audience || issuer !== `${tenantAddress()}/`) refuse("unauthenticated", "tokenInvalid");
  return viewerOfIdentity(tenantAddress(), await tenant().subjectOf(token, audience));
}

function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
