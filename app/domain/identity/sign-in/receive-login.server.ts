import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { env } from "~/core/env.server";
import { readJson } from "~/core/text/text";
import { loginMessage } from "~/integrations/auth0/contract";
import { profileOf } from "~/integrations/auth0/profile";
import { isSignedLogin } from "~/integrations/auth0/verify-login.server";
import { signInMember } from "./sign-in-member.server";
import type { Viewer } from "~/domain/identity/viewer";

/**
 * Takes in what the tenant's Action tells of a sign-in: the member whom it means, made on the first one, exactly as if they had signed in
 * here; they get no session. Refuses `not_found` where no secret is set, `unauthenticated` what the secret did not sign within five
 * minutes, `forbidden` an address that is not verified, and what `signInMember` refuses.
 */
export async function receiveLogin(rawBody: string, signature: string | null): Promise<Viewer> {
  const { AUTH0_WEBHOOK_SECRET: secret, AUTH_ISSUER, AUTH0_DOMAIN } = env();
  if (!secret) refuse("not_found", "endpointUnknown");
  if (!isSignedLogin(rawBody, signature, secret, clock.now())) refuse("unauthenticated", "loginSignature");
  const message = loginMessage.safeParse(readJson(rawBody)).data ?? refuse("invalid", "loginUnreadable");
  const issuer = AUTH_ISSUER ?? `https://${AUTH0_DOMAIN ?? ""}`;
  const { viewer } = await signInMember(profileOf({ issuer, subject: message.sub }, message));
  return viewer;
}
