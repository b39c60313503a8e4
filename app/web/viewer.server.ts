import { redirect } from "@remix-run/node";
import { refuse } from "~/core/app-error";
import { addToLogContext, currentRequestId } from "~/core/log.server";
import { paths, safeReturnTo } from "~/core/paths";
import type { Viewer } from "~/domain/identity/viewer";
import { viewerOfSession } from "~/domain/identity/viewer-of-session.server";
import { sessionTokenOf } from "./session.server";

/**
 * Whoever is signed in, or undefined. Throws when the database cannot be asked: that is not the same as nobody. This is the one place
 * where a request becomes somebody, so it is here that an admin who looks as a member is kept from changing anything: no route that acts
 * for a member can forget it.
 */
export async function findViewer(request: Request): Promise<Viewer | undefined> {
  const token = sessionTokenOf(request);
  const viewer = token ? await askedOnce(token) : undefined;
  if (!viewer) return undefined;
  const { userId, impersonator } = viewer;
  addToLogContext({ userId, ...(impersonator && { actingId: impersonator.userId }) });
  if (impersonator && !mayWhileActing(request)) refuse("forbidden", "actingReadsOnly");
  return viewer;
}

/** Whoever is signed in. Anybody else is sent to sign in, and back to what they asked for when that can be asked for again. */
export async function requireViewer(request: Request): Promise<Viewer> {
  return (await findViewer(request)) ?? sendToSignIn(request);
}

/** The member in person: refuses `forbidden` to an admin who looks as them, for what is the member's alone even to read. */
export async function requireInPerson(request: Request): Promise<Viewer> {
  const viewer = await requireViewer(request);
  return viewer.impersonator ? refuse("forbidden", "actingNotInPerson") : viewer;
}

/** The admin who is signed in. Refuses `forbidden` to other members. */
export async function requireAdmin(request: Request): Promise<Viewer> {
  const viewer = await requireViewer(request);
  return viewer.isAdmin ? viewer : refuse("forbidden", "adminsOnly");
}

/** Reading, the end of looking, and how the looker's own browser shows the portal. */
const whileActing = new Set<string>([paths.endActing, paths.signOut, paths.preferences]);

function mayWhileActing({ method, url }: Request): boolean {
  return method === "GET" || method === "HEAD" || whileActing.has(new URL(url).pathname);
}

function sendToSignIn(request: Request): never {
  const { pathname, search } = new URL(request.url);
  const to = request.method === "GET" ? safeReturnTo(pathname + search) : undefined;
  const elsewhere: Response = redirect(to ? `${paths.signIn}?${new URLSearchParams({ to }).toString()}` : paths.signIn);
  throw elsewhere;
}

const underWay = new Map<string, Promise<Viewer | undefined>>();

/**
 * A page's loaders run at once, each with a Request of its own: those of one request share one question. Nothing is kept beyond it, so
 * a session that was ended is gone for the next request.
 */
function askedOnce(token: string): Promise<Viewer | undefined> {
  const requestId = currentRequestId();
  if (!requestId) return viewerOfSession(token);
  const key = `${requestId} ${token}`;
  const asked = underWay.get(key) ?? viewerOfSession(token).finally(() => underWay.delete(key));
  underWay.set(key, asked);
  return asked;
}
