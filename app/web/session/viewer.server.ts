import { redirect } from "@remix-run/node";
import { refuse } from "~/core/app-error";
import { addToLogContext, currentRequestId } from "~/core/log.server";
import { paths, safeReturnTo } from "~/core/paths";
import { isClockWrong } from "~/db/clock-trust.server";
import { isSessionOpen } from "~/domain/identity/sessions/is-session-open.server";
import type { Viewer } from "~/domain/identity/viewer";
import { visitOfSession, type Visit } from "~/domain/identity/sessions/visit-of-session.server";
import { sessionTokenOf } from "./session.server";

/**
 * The session that this browser has, or undefined. Refuses `forbidden` (suspended) to a suspended member. Throws when the database cannot
 * be asked: that is not the same as nobody. This is the one place where a request becomes somebody, so it is here that an admin who looks
 * as a member is kept from changing anything: no route that acts for a member can forget it.
 */
export async function findVisit(request: Request): Promise<Visit | undefined> {
  const token = sessionTokenOf(request);
  const visit = token ? await askedOnce(token) : undefined;
  if (!visit) return undefined;
  const { userId, impersonator } = visit.viewer;
  addToLogContext({ userId, ...(impersonator && { impersonatorId: impersonator.userId }) });
  if (impersonator && !mayWhileImpersonating(request)) refuse("forbidden", "impersonationReadsOnly");
  return visit;
}

/** Whoever is signed in, or undefined. */
export async function findViewer(request: Request): Promise<Viewer | undefined> {
  return (await findVisit(request))?.viewer;
}

/** Whoever is signed in. Anybody else is sent to sign in, and back to what they asked for when that can be asked for again. */
export async function requireViewer(request: Request): Promise<Viewer> {
  return (await requireVisit(request)).viewer;
}

/** The same with the session in which they are. */
export async function requireVisit(request: Request): Promise<Visit> {
  return (await findVisit(request)) ?? sendToSignIn(request);
}

/** The member in person: refuses `forbidden` to an admin who looks as them, for what is the member's alone even to read. */
export async function requireInPerson(request: Request): Promise<Viewer> {
  const viewer = await requireViewer(request);
  return viewer.impersonator ? refuse("forbidden", "impersonationNotInPerson") : viewer;
}

/** The admin who is signed in. Refuses `forbidden` to other members. */
export async function requireAdmin(request: Request): Promise<Viewer> {
  const viewer = await requireViewer(request);
  return viewer.isAdmin ? viewer : refuse("forbidden", "adminsOnly");
}

/**
 * Whether the session that a long answer began with is still open; who came without one is not asked. A database that cannot be asked
 * changes nothing, and a clock that is wrong ends nothing.
 */
export async function isStillLetIn(request: Request): Promise<boolean> {
  const token = sessionTokenOf(request);
  return token === undefined || isClockWrong() || isSessionOpen(token).catch(() => true);
}

/** Reading, the end of looking, and how the looker's own browser shows the portal. */
const whileImpersonating = new Set<string>([paths.endImpersonation, paths.signOut, paths.preferences]);

function mayWhileImpersonating({ method, url }: Request): boolean {
  return method === "GET" || method === "HEAD" || whileImpersonating.has(new URL(url).pathname);
}

function sendToSignIn(request: Request): never {
  const { pathname, search } = new URL(request.url);
  const to = request.method === "GET" ? safeReturnTo(pathname + search) : undefined;
  const elsewhere: Response = redirect(to ? `${paths.signIn}?${new URLSearchParams({ to }).toString()}` : paths.signIn);
  throw elsewhere;
}

const underWay = new Map<string, Promise<Visit | undefined>>();

/**
 * A page's loaders run at once, each with a Request of its own: those of one request share one question. Nothing is kept beyond it, so
 * a session that was ended is gone for the next request.
 */
function askedOnce(token: string): Promise<Visit | undefined> {
  const requestId = currentRequestId();
  if (!requestId) return visitOfSession(token);
  const key = `${requestId} ${token}`;
  const asked = underWay.get(key) ?? visitOfSession(token).finally(() => underWay.delete(key));
  underWay.set(key, asked);
  return asked;
}
