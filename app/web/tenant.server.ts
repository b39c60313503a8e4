import { MINUTE } from "~/core/clock";
import { env } from "~/core/env.server";
import { paths } from "~/core/paths";
import { auth0, type Auth0 } from "~/integrations/auth0/client.server";
import { cookiesOf, hostCookie, isSecure, removal } from "~/web/session/host-cookie.server";

/** State and verifier of each flow that is under way; the strategy adds a suffix of its own. */
const flow = hostCookie("atrium-flow");

/** For how long what was begun at the provider is waited for. */
export const FLOW_LASTS = 10 * MINUTE;

const clients = new Map<string, Auth0>();

/** The identity provider of this installation, as the client that people come back from to `redirectUri`: the portal's own unless said. */
export function tenant(redirectUri = `${env().APP_URL}${paths.signInCallback}`): Auth0 {
  const { AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET } = env();
  const known = clients.get(redirectUri);
  if (known) return known;
  const client = auth0({
    base: tenantAddress(),
    clientId: AUTH0_CLIENT_ID,
    clientSecret: AUTH0_CLIENT_SECRET,
    redirectUri,
    flowCookie: flow.name(),
    flowLasts: FLOW_LASTS,
    secure: isSecure(),
  });
  clients.set(redirectUri, client);
  return client;
}

/** By which members' identities of the tenant are known. */
export function tenantAddress(): string {
  const { AUTH_ISSUER, AUTH0_DOMAIN } = env();
  return AUTH_ISSUER ?? `https://${AUTH0_DOMAIN ?? ""}`;
}

/** Removes the cookie of the flow that came back with `request`, and leaves those of other tabs alone. */
export function endedFlow(request: Request): string[] {
  const state = new URL(request.url).searchParams.get("state");
  const mine = cookiesOf(request).filter(
    ({ name, value }) => name.startsWith(`${flow.name()}:`) && new URLSearchParams(value).get("state") === state,
  );
  return mine.map(({ name }) => removal(name));
}
