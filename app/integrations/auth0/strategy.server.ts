import { Auth0Strategy, OAuth2RequestError } from "remix-auth-auth0";
import type { Strategy } from "remix-auth/strategy";
import { refuse } from "~/core/app-error";
import { sha256 } from "~/core/crypto.server";
import { log } from "~/core/log.server";
import { outboundCalls } from "~/core/metrics.server";

export type TenantAddress = {
  /** `https://<tenant>` or the stand-in's address, without a trailing slash. */
  base: string;
  /** How long the provider may take to turn a code into tokens. */
  timeoutMs: number;
};

/**
 * The library's strategy (code, PKCE, state) with four things of ours: the tenant may stand elsewhere, the request carries a nonce
 * and may tell whom it expects, and a provider that does not answer is a refusal instead of an endless wait.
 */
export class TenantStrategy<User> extends Auth0Strategy<User> {
  constructor(
    options: Auth0Strategy.ConstructorOptions,
    private readonly tenant: TenantAddress,
    verify: Strategy.VerifyFunction<User, Auth0Strategy.VerifyOptions>,
  ) {
    super(options, verify);
    Object.assign(this.client, {
      authorizationEndpoint: `${tenant.base}/authorize`,
      tokenEndpoint: `${tenant.base}/oauth/token`,
      tokenRevocationEndpoint: `${tenant.base}/oauth/revoke`,
    });
  }

  protected override authorizationParams(params: URLSearchParams, request: Request): URLSearchParams {
    const extended = super.authorizationParams(params, request);
    extended.set("nonce", nonceOf(extended.get("state") ?? ""));
    // The request that begins a flow is ours (client.server.ts), so these are not chosen by whoever follows a link.
    const { searchParams: parameters } = new URL(request.url);
    for (const name of ["login_hint", "prompt", "connection"]) {
      const value = parameters.get(name);
      if (value) extended.set(name, value);
    }
    return extended;
  }

  /** Throws OAuth2RequestError when the provider refuses the code, and refuses when the provider cannot say. */
  protected override async validateAuthorizationCode(code: string, verifier: string) {
    const end = outboundCalls.startTimer({ system: "auth0", call: "POST /oauth/token" });
    try {
      const tokens = await within(this.tenant.timeoutMs, super.validateAuthorizationCode(code, verifier));
      end({ outcome: "200" });
      return tokens;
    } catch (error) {
      end({ outcome: error instanceof OAuth2RequestError ? "400" : "network" });
      if (error instanceof OAuth2RequestError) throw error;
      log.warn({ err: error }, "the identity provider did not answer");
      refuse("unavailable", "identityProviderDown");
    }
  }
}

/** The nonce of the flow with this state. The state lives in the browser's cookie, so an ID token of another flow does not fit. */
export function nonceOf(state: string): string {
  return sha256(`nonce:${state}`);
}

/** The library's own request cannot be cancelled; whoever waits for it can stop waiting. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const timeout = AbortSignal.timeout(milliseconds);
  return Promise.race([
    work,
    new Promise<never>((_, reject) => timeout.addEventListener("abort", () => reject(timeout.reason as Error))),
  ]);
}
