import { refuse } from "~/core/app-error";
import type { Viewer } from "~/domain/identity/viewer";
import { findMemberByIdentity } from "~/domain/access/members.queries.server";
import { requireMemberStatus } from "~/domain/access/require-member-status";

/**
 * The member whom the provider means by (issuer, subject), and no other: an address in a token says nothing. Refuses `unauthenticated`
 * (whoever it is has never signed in here) and `forbidden` (suspended).
 */
export async function viewerOfIdentity(issuer: string, subject: string): Promise<Viewer> {
  const found = (await findMemberByIdentity(issuer, subject)) ?? refuse("unauthenticated", "tokenOfStranger");
  requireMemberStatus(found, "tokenOfStranger");
  return found.viewer;
}
