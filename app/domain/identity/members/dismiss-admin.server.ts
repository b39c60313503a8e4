import { refuse } from "~/core/app-error";
import type { UserId } from "~/core/id";
import { changeMemberStatus } from "./change-member-status.server";
import { isAppointed } from "./is-appointed.server";
import { updateIsAdmin } from "./member-status.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

/**
 * Makes an admin an ordinary member, at once and in all their browsers. Refuses `conflict` when the settings appoint them: they would be
 * admin again at their next sign-in.
 */
export async function dismissAdmin(actor: Viewer, userId: UserId): Promise<void> {
  await changeMemberStatus(actor, userId, async (tx, member) => {
    if (!member.isAdmin) return undefined;
    if (isAppointed(member.email)) refuse("conflict", "adminBySettings");
    await updateIsAdmin(tx, userId, false);
    return { action: "member.dismiss", before: { isAdmin: true }, after: { isAdmin: false } };
  });
}
