import { refuse } from "~/core/app-error";
import { clock, instant, later } from "~/core/clock";
import { newId, type ApiKeyId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { isReplaceable, lifetimeOf, MOST_KEYS, overlaps, stateOfKey, type Overlap } from "./api-key";
import { countUsableKeys, lockGrantor, lockKey, replaceKey, type ApiKeyRecord } from "./api-keys.queries.server";
import { issueApiKey, type IssuedApiKey } from "./issue-api-key.server";
import { refuseImpersonator } from "~/domain/access/refuse-impersonator";
import { isScope, type Scope } from "~/domain/access/scope";

/**
 * Makes a key of the same name, scopes and lifetime take this one's place; the old one may be used until the overlap is over, and never
 * longer than it could before. Refuses `not_found`, `conflict` (it was replaced, revoked or has expired; too many are under way) and
 * `forbidden` (it holds nothing that the member could still grant).
 */
export async function rotateApiKey(viewer: Viewer, id: ApiKeyId, overlap: Overlap): Promise<IssuedApiKey> {
  refuseImpersonator(viewer);
  const { userId } = viewer;
  return transaction(async (tx) => {
    const now = clock.now();
    const { isAdmin } = await lockGrantor(tx, userId);
    const old = (await lockKey(tx, userId, id)) ?? refuse("not_found", "keyNotFound");
    if (!isReplaceable(stateOfKey(old, now))) refuse("conflict", "keyNotReplaceable");
    const most = 2 * MOST_KEYS;
    if ((await countUsableKeys(tx, userId, now)) >= most) refuse("conflict", "keysTooMany", { most });
    const issued = await issueApiKey(tx, {
      id: newId("key"),
      userId,
      name: old.name,
      scopes: stillGrantable(old.scopes, isAdmin),
      createdAt: now,
      expiresAt: later(now, lifetimeOf(old)),
    });
    const expiresAt = instant(Math.min(old.expiresAt.getTime(), now.getTime() + overlaps[overlap]));
    await retire(tx, old, { expiresAt, replacedById: issued.id });
    return issued;
  });
}

/** Who is no longer an admin passes no administration on. */
function stillGrantable(scopes: readonly string[], isAdmin: boolean): Scope[] {
  const kept = scopes.filter(isScope).filter((scope) => isAdmin || scope !== "admin");
  return kept.length > 0 ? kept : refuse("forbidden", "adminScopeForAdmins");
}

async function retire(db: Db, old: ApiKeyRecord, end: { expiresAt: Date; replacedById: ApiKeyId }): Promise<void> {
  await replaceKey(db, old.userId, old.id, end);
  await recordActivity(db, {
    actorId: old.userId,
    subjectId: old.userId,
    action: "key.rotate",
    targetKind: "key",
    targetId: old.id,
    before: { expiresAt: old.expiresAt.toISOString() },
    after: { name: old.name, shown: old.shown, ...end, expiresAt: end.expiresAt.toISOString() },
  });
}
