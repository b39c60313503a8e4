import { Authenticator } from "remix-auth";
import { OAuth2RequestError } from "remix-auth-auth0";
import { refuse } from "~/core/app-error";
import { SECOND } from "~/core/clock";
import { log } from "~/core/log.server";
import { outbound, OutboundFailure } from "~/core/network/outbound.server";
import { accessTokenCheck, type AccessTokenCheck } from "./access-token.server";
import { tokenAnswer } from "./contract";
import { idTokenCheck } from "./id-token.server";
import { profileOf, type Profile } from "./profile";
import { nonceOf, TenantStrategy } from "./strategy.server";
import { tenantKeys } from "./tenant-keys.server";

export type TenantOptions = {
  /** `https://<tenant>` or the stand-in's address, without a trailing slash. */
  base: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  /** Prefix of the cookie that holds state and verifier while the person is away. */
  flowCookie: string;
  /** For how long that cookie is kept, in milliseconds. */
  flowLasts: number;
  /** Whether that cookie is sent over https only. */
  secure: boolean;
  /** How long one call may take, in milliseconds. */
  timeoutMs?: number;
};

export type Auth0 = {
  /**
   * The redirect that sends the browser to the provider, with the cookie of this flow. It may tell whom it `expected`; `freshly`: the
   * person is asked to sign in even when the provider knows them already.
   */
  begin: (options?: {
    expected?: string | undefined;
    freshly?: boolean;
    connection?: string | undefined;
  }) => Promise<Response>;
  /** Who came back with `request`. Refuses, each with its own code, whatever does not belong to a flow that this browser began. */
  finish: (request: Request) => Promise<Profile>;
  /** Whom an access token for this audience means. Refuses `unauthenticated` what does not pass. */
  subjectOf: AccessTokenCheck;
  /** Ends the session at the provider and returns to `returnTo`, which must be on the client's list there. */
  logoutUrl: (returnTo: string) => string;
};

export function auth0({ timeoutMs = 5 * SECOND, ...options }: TenantOptions): Auth0 {
  const { base, clientId, clientSecret, redirectUri: redirectURI } = options;
  const isBroken = ({ status }: { status: number }) => status >= 500 || status === 429;
  const call = outbound({ system: "auth0", base, isBroken });
  const keys = tenantKeys(base, call);
  const check = idTokenCheck(base, clientId, keys);
  const strategy = new TenantStrategy<Profile>(
    {
      domain: new URL(base).host,
      clientId,
      clientSecret,
      redirectURI,
      scopes: ["openid", "profile", "email"],
      cookie: { name: options.flowCookie, maxAge: options.flowLasts / SECOND, ...(options.secure && { secure: true }) },
    },
    { base, timeoutMs },
    async ({ request, tokens }) => {
      const read = tokenAnswer.safeParse(tokens.data);
      if (!read.success) refuse("forbidden", "identityUntrusted");
      const subject = await check(read.data.id_token, nonceOf(stateOf(request) ?? ""));
      const answer = await call({
        call: "GET /userinfo",
        method: "GET",
        path: "/userinfo",
        headers: { authorization: `Bearer ${read.data.access_token}` },
        timeoutMs,
        safeToRepeat: true,
      });
      return profileOf({ issuer: base, subject }, answer.body);
    },
  );
  const authenticator = new Authenticator<Profile>().use(strategy);
  return {
    begin({ expected, freshly, connection } = {}) {
      const parameters = new URLSearchParams({
        ...(expected && { login_hint: expected }),
        ...(freshly && { prompt: "login" }),
        ...(connection && { connection }),
      });
      const asked = new Request(`${redirectURI}?${parameters.toString()}`);
      return redirectOf(authenticator.authenticate(strategy.name, asked));
    },
    async finish(request) {
      // Without a state the strategy would begin anew: whoever only follows a link here began nothing.
      if (!stateOf(request)) refuse("invalid", "signInExpired");
      return authenticator.authenticate(strategy.name, request).catch(refuseFailure);
    },
    subjectOf: accessTokenCheck(base, keys),
    logoutUrl: (returnTo) => `${base}/v2/logout?${new URLSearchParams({ client_id: clientId, returnTo }).toString()}`,
  };
}

const stateOf = (request: Request) => new URL(request.url).searchParams.get("state");

/** The strategy begins a flow by throwing the redirect. */
async function redirectOf(flow: Promise<unknown>): Promise<Response> {
  const thrown = await flow.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof Response) return thrown;
  throw thrown;
}

const codeOfProviderError: Record<string, string> = {
  access_denied: "signInDenied",
  invalid_grant: "signInReplayed",
  temporarily_unavailable: "identityProviderDown",
  server_error: "identityProviderDown",
};

/** Turns what the strategy and our calls throw into refusals; what is neither is a bug and stays one. */
function refuseFailure(error: unknown): never {
  if (error instanceof OAuth2RequestError) {
    const code = codeOfProviderError[error.code] ?? "identityProviderRefused";
    if (code === "identityProviderRefused") log.error({ err: error }, "the identity provider refuses the portal");
    refuse(code === "identityProviderDown" ? "unavailable" : "forbidden", code);
  }
  if (error instanceof OutboundFailure) refuse("unavailable", "identityProviderDown");
  if (error instanceof ReferenceError && error.message.startsWith("Missing ")) refuse("invalid", "signInExpired");
  if (error instanceof RangeError && error.message.startsWith("State in URL"))
    refuse("forbidden", "signInStateMismatch");
  throw error;
}
