import { refuse } from "~/core/app-error";
import { clock, later, MINUTE } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import type { UserId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import { obstacleToImpersonation } from "./impersonation";
import { grantImpersonation, lockImpersonationSide, revokeImpersonation } from "./impersonation.queries.server";
import { recordImpersonation } from "./record-impersonation.server";
import type { StartImpersonationInput } from "./start-impersonation-input";
import type { Viewer } from "~/domain/identity/viewer";

/**
 * From now on the admin's own session (that of `token`) shows the portal as the member sees it, for so many minutes and for reading
 * alone. Refuses `not_found`, and `conflict` for whom nobody may look as.
 */
export async function startImpersonation(
  admin: Viewer,
  token: string,
  memberId: UserId,
  { reason, minutes }: StartImpersonationInput,
): Promise<void> {
  const now = clock.now();
  const acting = { adminId: admin.userId, memberId, reason };
  const until = later(now, minutes * MINUTE);
  await transaction(async (tx) => {
    const asked = await lockImpersonationSide(tx, admin.userId);
    if (!asked?.isAdmin || asked.suspendedAt) refuse("forbidden", "adminsOnly");
    const member = (await lockImpersonationSide(tx, memberId)) ?? refuse("not_found", "memberNotFound");
    const obstacle = obstacleToImpersonation(admin.userId, member);
    if (obstacle) refuse("conflict", obstacle);
    const idHash = sha256(token);
    const before = await revokeImpersonation(tx, idHash);
    if (before) await recordImpersonation(tx, before, "acting.end", { how: "replaced" });
    if (!(await grantImpersonation(tx, { ...acting, idHash, until, now }))) refuse("conflict", "tryAgain");
    await recordImpersonation(tx, acting, "acting.start", { reason, until: until.toISOString() });
  });
}
