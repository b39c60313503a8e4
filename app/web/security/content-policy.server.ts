import type { ServerResponse } from "node:http";
import type { AppLoadContext } from "@remix-run/node";
import { randomToken } from "~/core/crypto.server";
import type { Env } from "~/core/env.server";

const HEADER = "Content-Security-Policy";

/** For whatever is not a page of ours: it may load, run and send nothing, and nobody may frame it. */
export const strictestPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What a page may do: run the scripts that carry its nonce and what those load, and speak to the portal alone. */
export function pagePolicy(nonce: string, formTargets: readonly string[]): string {
  return policyOf({
    "default-src": ["'none'"],
    "script-src": ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'"],
    // The nonce is for the one style that a dialog adds while it is open.
    "style-src": ["'self'", `'nonce-${nonce}'`],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'", ...formTargets],
  });
}

/** While the portal is being written, its tool adds scripts and styles of its own and speaks to itself over a socket. */
function developmentPolicy(formTargets: readonly string[]): string {
  return policyOf({
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'", "ws:", "wss:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'", ...formTargets],
  });
}

type Settings = Pick<Env, "AUTH_ISSUER" | "AUTH0_DOMAIN" | "STRIPE_API_URL" | "FORM_TARGETS">;

/** Where the answers to our forms lead out of the portal: to sign in or out, and to pay. Chromium holds the redirects of a form to it, too. */
export function formTargetsOf({ AUTH_ISSUER, AUTH0_DOMAIN, STRIPE_API_URL, FORM_TARGETS }: Settings): string[] {
  const signIn = AUTH_ISSUER ?? (AUTH0_DOMAIN && `https://${AUTH0_DOMAIN}`);
  const addresses = [signIn, STRIPE_API_URL ?? "https://checkout.stripe.com", ...FORM_TARGETS];
  return [...new Set(addresses.flatMap((address) => (address ? new URL(address).origin : [])))];
}

type Pages = { env: Settings; isDevelopment: boolean };

/** For the framework's handler: opens the strictest policy for the page that this response will be. */
export function pageContext(response: ServerResponse, { env, isDevelopment }: Pages): AppLoadContext {
  const targets = formTargetsOf(env);
  const openPage: OpenPage = () => {
    const nonce = randomToken();
    response.setHeader(HEADER, isDevelopment ? developmentPolicy(targets) : pagePolicy(nonce, targets));
    return nonce;
  };
  return { openPage };
}

/** The nonce of the page that is being rendered, which its policy allows from now on. */
export function openPage(context: AppLoadContext): string {
  return (context["openPage"] as OpenPage)();
}

type OpenPage = () => string;

function policyOf(directives: Record<string, readonly string[]>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}
