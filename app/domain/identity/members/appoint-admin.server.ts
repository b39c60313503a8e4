import { refuse } from "~/core/app-error";
import type { UserId } from "~/core/id";
import { changeMemberStatus } from "./change-member-status.server";
import { updateIsAdmin } from "./member-status.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

/** Makes a member an admin. Refuses `conflict` while they are suspended. Nothing when they are one already. */
export async function appointAdmin(actor: Viewer, userId: UserId): Promise<void> {
  await changeMemberStatus(actor, userId, async (tx, member) => {
    if (member.suspendedAt) refuse("conflict", "memberIsSuspended");
    if (member.isAdmin) return undefined;
    await updateIsAdmin(tx, userId, true);
    return { action: "member.appoint", before: { isAdmin: false }, after: { isAdmin: true } };
  });
}
