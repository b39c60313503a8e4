import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { CastMember } from "./cast";

/** A browser in which one of the cast is signed in. */
export type Browser = { viewer: Viewer; cookie: string };

/** For tests of the portal's routes: signs in without the provider. */
export async function browserOf(person: CastMember): Promise<Browser> {
  const { viewer } = await signInMember({ issuer: "https://example.eu.auth0.com", ...person });
  return { viewer, cookie: `atrium=${(await startSession(viewer.userId, { userAgent: null })).token}` };
}

/** The loader or the action of a route. */
export type RouteHandler = (given: {
  request: Request;
  params: Record<string, string>;
  context: Record<string, never>;
}) => Promise<unknown>;
type RouteCall = { cookie?: string; id?: string; form?: Record<string, string>; headers?: Record<string, string> };

/** What a handler gives to a GET, or to a POST of `form`; what it throws is thrown. */
export async function callRoute(
  handler: RouteHandler,
  path: string,
  { cookie = "", id, form, headers }: RouteCall = {},
): Promise<unknown> {
  const written = form && { method: "POST", body: new URLSearchParams(form) };
  const request = new Request(`http://localhost:3000${path}`, { headers: { cookie, ...headers }, ...written });
  return handler({ request, params: id ? { id } : {}, context: {} });
}
