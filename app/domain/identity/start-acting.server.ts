import { refuse } from "~/core/app-error";
import { clock, later, MINUTE } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import type { UserId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import { obstacleToActing } from "./acting";
import { lendEyes, lockActingSide, takeEyesBack } from "./acting.queries.server";
import { recordActing } from "./record-acting.server";
import type { StartActingInput } from "./start-acting-input";
import type { Viewer } from "./viewer";

/**
 * From now on the admin's own session (that of `token`) shows the portal as the member sees it, for so many minutes and for reading
 * alone. Refuses `not_found`, and `conflict` for whom nobody may look as.
 */
export async function startActing(
  admin: Viewer,
  token: string,
  memberId: UserId,
  { reason, minutes }: StartActingInput,
): Promise<void> {
  const now = clock.now();
  const acting = { adminId: admin.userId, memberId, reason };
  const until = later(now, minutes * MINUTE);
  await transaction(async (tx) => {
    const asked = await lockActingSide(tx, admin.userId);
    if (!asked?.isAdmin || asked.suspendedAt) refuse("forbidden", "adminsOnly");
    const member = (await lockActingSide(tx, memberId)) ?? refuse("not_found", "memberNotFound");
    const obstacle = obstacleToActing(admin.userId, member);
    if (obstacle) refuse("conflict", obstacle);
    const idHash = sha256(token);
    const before = await takeEyesBack(tx, idHash);
    if (before) await recordActing(tx, before, "acting.end", { how: "replaced" });
    if (!(await lendEyes(tx, { ...acting, idHash, until, now }))) refuse("conflict", "tryAgain");
    await recordActing(tx, acting, "acting.start", { reason, until: until.toISOString() });
  });
}
