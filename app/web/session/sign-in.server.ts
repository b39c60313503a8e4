import { clock, later } from "~/core/clock";
import { env } from "~/core/env.server";
import { log } from "~/core/log.server";
import { paths, safeReturnTo } from "~/core/paths";
import { db } from "~/db/pool.server";
import { endSession } from "~/domain/identity/sessions/end-session.server";
import { findPreferences } from "~/domain/identity/members/preferences.queries.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import type { Viewer } from "~/domain/identity/viewer";
import { hostCookie } from "./host-cookie.server";
import { bringPreferences } from "~/web/forms/preferences.server";
import { problemToken } from "~/web/forms/problem-token.server";
import { redirectWith } from "~/web/forms/redirect-with.server";
import { refusalOf } from "~/web/refusal.server";
import { clearedSessionCookie, sessionCookie, sessionTokenOf } from "./session.server";
import { endedFlow, FLOW_LASTS, tenant } from "~/web/tenant.server";

const destination = hostCookie("atrium-to");

/** Sends the browser to the identity provider and remembers where it wanted to go. Only a demo tells it whom to expect. */
export async function beginSignIn(to: string | undefined, expected?: string): Promise<Response> {
  const answer = await tenant().begin({ expected: env().ATRIUM_MODE === "demo" ? expected : undefined });
  const remembered = to ? destination.set(to, later(clock.now(), FLOW_LASTS)) : destination.clear();
  answer.headers.append("Set-Cookie", remembered);
  return answer;
}

/**
 * Signs in whoever came back from the provider: as the member it means, with a session that is new, on to where they wanted to go.
 * `onSignedIn` runs before that and may run again at the next sign-in. Every refusal is said on the sign-in page.
 */
export async function finishSignIn(request: Request, onSignedIn: (viewer: Viewer) => Promise<void>): Promise<Response> {
  const to = safeReturnTo(destination.valueOf(request));
  const over = [destination.clear(), ...endedFlow(request)];
  try {
    const { viewer, isNew } = await signInMember(await tenant().finish(request));
    await onSignedIn(viewer);
    const cookies = [...over, await newSession(request, viewer), ...(await preferencesOfMember(request, viewer))];
    return redirectWith(cookies, isNew && to !== paths.setUp ? paths.welcome : (to ?? paths.dashboard));
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    log.warn({ problem: refusal.problem.code }, "sign-in refused");
    const query = { problem: problemToken(refusal.problem), ...(to && { to }) };
    return redirectWith(over, `${paths.signIn}?${new URLSearchParams(query).toString()}`);
  }
}

/** Ends the session here and then at the provider, which leads back to the sign-in page. */
export async function signOut(request: Request): Promise<Response> {
  const token = sessionTokenOf(request);
  if (token) await endSession(token);
  return leave();
}

/** The answer to whoever's session has just ended: this browser forgets it, and what it kept of the portal's pages. */
export function leave(): Response {
  const answer = redirectWith([clearedSessionCookie()], tenant().logoutUrl(`${env().APP_URL}${paths.signIn}`));
  // Not "cookies": those are cleared for the whole registrable domain, and other services on it are none of ours.
  answer.headers.set("Clear-Site-Data", '"cache", "storage"');
  return answer;
}

/**
 * The cookie of a session that is new, for whoever signs in and whoever may do more from now on. Whatever session this browser had before
 * is over: nobody can have planted the one that it gets.
 */
export async function newSession(request: Request, viewer: Viewer): Promise<string> {
  const before = sessionTokenOf(request);
  if (before) await endSession(before);
  const { token, expiresAt } = await startSession(viewer.userId, { userAgent: request.headers.get("User-Agent") });
  return sessionCookie(token, expiresAt);
}

/** What the member chose in another browser is so in this one too. */
async function preferencesOfMember(request: Request, { userId }: Viewer): Promise<string[]> {
  const stored = await findPreferences(db, userId);
  const hasChosen = stored && Object.values(stored).some((choice) => choice !== null);
  return hasChosen ? [await bringPreferences(request, stored)] : [];
}
