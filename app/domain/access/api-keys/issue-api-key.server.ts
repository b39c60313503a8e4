import type { ApiKeyId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { apiKeyHash } from "./api-key-hash.server";
import { newApiKeyText, shownOfApiKey } from "./api-key-text.server";
import { insertKey } from "./api-keys.queries.server";
import type { Scope } from "~/domain/access/scope";

/** A key that has just been made; `text` is what a program sends, and is never seen again. */
export type IssuedApiKey = { id: ApiKeyId; name: string; text: string; scopes: Scope[]; expiresAt: Date };

type Terms = { id: ApiKeyId; userId: UserId; name: string; scopes: Scope[]; createdAt: Date; expiresAt: Date };

/** Writes down a new key of the member, and that they made it. Throws a duplicate (see `isDuplicate`) when there is one of that id. */
export async function issueApiKey(db: Db, terms: Terms): Promise<IssuedApiKey> {
  const { id, userId, name, scopes, expiresAt } = terms;
  const text = newApiKeyText(id);
  const shown = shownOfApiKey(id);
  await insertKey(db, { ...terms, shown, keyHash: await apiKeyHash(text) });
  await recordActivity(db, {
    actorId: userId,
    subjectId: userId,
    action: "key.create",
    targetKind: "key",
    targetId: id,
    after: { name, shown, scopes, expiresAt: expiresAt.toISOString() },
  });
  return { id, name, text, scopes, expiresAt };
}
