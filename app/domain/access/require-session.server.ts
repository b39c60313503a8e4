import { refuse } from "~/core/app-error";
import type { Viewer } from "~/domain/identity/viewer";
import { visitOfSession } from "~/domain/identity/sessions/visit-of-session.server";

/** Whose session this is. Refuses `unauthenticated` (unknown or over) and `forbidden` (suspended): a program is told which it is. */
export async function requireSession(sessionToken: string): Promise<Viewer> {
  return (await visitOfSession(sessionToken))?.viewer ?? refuse("unauthenticated", "sessionOver");
}
