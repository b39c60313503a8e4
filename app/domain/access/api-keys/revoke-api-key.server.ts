import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { ApiKeyId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { lockKey, revokeKey } from "./api-keys.queries.server";
import { refuseImpersonator } from "~/domain/access/refuse-impersonator";

/** Ends a key at once and for good; ending it again changes nothing. Refuses `not_found`. */
export async function revokeApiKey(viewer: Viewer, id: ApiKeyId): Promise<void> {
  refuseImpersonator(viewer);
  const { userId } = viewer;
  await transaction(async (tx) => {
    const key = (await lockKey(tx, userId, id)) ?? refuse("not_found", "keyNotFound");
    if (key.revokedAt) return;
    await revokeKey(tx, userId, id, clock.now());
    await recordActivity(tx, {
      actorId: userId,
      subjectId: userId,
      action: "key.revoke",
      targetKind: "key",
      targetId: id,
      after: { name: key.name, shown: key.shown },
    });
  });
}
