import { refuse } from "~/core/app-error";
import { clock, later, SECOND } from "~/core/clock";
import { equalSecrets, sha256 } from "~/core/crypto.server";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import type { Action } from "~/domain/activity/action";
import { countActivity } from "~/domain/activity/activity.queries.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { MOST_TRIES, settledSetUpCode, TRIES_WITHIN } from "./set-up-code";
import { lockOpenSetUpCode, markSetUpCodeUsed } from "./set-up.queries.server";
import { hasAdmin, updateIsAdmin } from "~/domain/identity/members/member-status.queries.server";
import type { Viewer } from "~/domain/identity/viewer";

const ACTION = "set_up.redeem" satisfies Action;

/**
 * Makes the member who enters the set-up code the first admin; the code is then used up. Refuses `not_found` once there is an admin,
 * `forbidden` a wrong code and `too_many` after five wrong ones within an hour. Every try is on record.
 */
export async function redeemSetUpCode(viewer: Viewer, typed: string): Promise<void> {
  // A refused try is to stay on record, so it is said after the transaction and not by undoing it.
  const outcome = await transaction((tx) => tryCode(tx, viewer, typed));
  if (outcome === "closed") refuse("not_found", "pageNotFound");
  if (outcome === "too_many") refuse("too_many", "setUpTriesUsedUp", {}, TRIES_WITHIN / SECOND);
  if (outcome === "wrong") refuse("forbidden", "setUpCodeWrong");
}

async function tryCode(tx: Db, { userId }: Viewer, typed: string): Promise<"closed" | "too_many" | "wrong" | "taken"> {
  const offered = await lockOpenSetUpCode(tx);
  if (!offered || (await hasAdmin(tx))) return "closed";
  const now = clock.now();
  const wrong = { actorId: userId, action: ACTION, outcome: "refused", since: later(now, -TRIES_WITHIN) } as const;
  if ((await countActivity(tx, wrong)) >= MOST_TRIES) return "too_many";
  const fact = { actorId: userId, subjectId: userId, action: ACTION, targetKind: "user", targetId: userId } as const;
  if (!equalSecrets(sha256(settledSetUpCode(typed)), offered.codeHash)) {
    await recordActivity(tx, { ...fact, outcome: "refused" });
    return "wrong";
  }
  await markSetUpCodeUsed(tx, userId, now);
  await updateIsAdmin(tx, userId, true);
  await recordActivity(tx, { ...fact, before: { isAdmin: false }, after: { isAdmin: true } });
  return "taken";
}
