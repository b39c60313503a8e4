import { AppError } from "~/core/app-error";
import { env } from "~/core/env.server";
import { paths } from "~/core/paths";
import { endSession } from "~/domain/identity/sessions/end-session.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import type { Viewer } from "~/domain/identity/viewer";
import { redirectWith } from "~/web/forms/redirect-with.server";
import { clearedSessionCookie, sessionTokenOf } from "./session.server";
import { newSession } from "./sign-in.server";
import { endedFlow, tenant } from "~/web/tenant.server";

/** The tenant's connection that the workspace family's clients sign in through. */
const CONNECTION = "google-oauth2";

/** Where a client of the API sends its browser to sign in, and the cookies that the browser must bring back to `callback`. */
export async function beginProgramSignIn(callback: string): Promise<{ authUrl: string; cookies: string[] }> {
  const answer = await tenant(callback).begin({ connection: CONNECTION });
  return { authUrl: answer.headers.get("Location") ?? "", cookies: answer.headers.getSetCookie() };
}

/**
 * Signs in whoever came back to `callback` with `request`, and leads them to the dashboard with a session. Refuses `invalid` whatever does
 * not belong to a flow that this browser began.
 */
export async function finishProgramSignIn(
  request: Request,
  callback: string,
  onSignedIn: (viewer: Viewer) => Promise<void>,
): Promise<Response> {
  const profile = await tenant(callback).finish(request).catch(asInvalidFlow);
  const { viewer } = await signInMember(profile);
  await onSignedIn(viewer);
  const cookies = [...endedFlow(request), await newSession(request, viewer)];
  return redirectWith(cookies, `${env().APP_URL}${paths.dashboard}`);
}

/** Ends the session that the request brings, if any; the cookie that forgets it. */
export async function endProgramSession(request: Request): Promise<string> {
  const token = sessionTokenOf(request);
  if (token) await endSession(token);
  return clearedSessionCookie();
}

const wrongFlow = new Set(["signInStateMismatch", "signInNonceMismatch", "signInReplayed", "signInExpired"]);

function asInvalidFlow(error: unknown): never {
  if (error instanceof AppError && wrongFlow.has(error.code)) throw new AppError("invalid", error.code, error.params);
  throw error;
}
