import { clock } from "~/core/clock";
import type { ApiKeyId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { stateOfKey, type ApiKeyItem } from "./api-key";
import { findKeyOf, keysOf, type ApiKeyRecord } from "./api-keys.queries.server";
import { isScope } from "~/domain/access/scope";

/** The member's keys, newest first: all that can be used, then the last of those that are over. */
export async function apiKeysOf(db: Db, userId: UserId): Promise<ApiKeyItem[]> {
  const now = clock.now();
  return (await keysOf(db, userId, now)).map((key) => asItem(key, now));
}

/** One of the member's keys; undefined when it is not theirs or not there. */
export async function apiKeyOf(db: Db, userId: UserId, id: ApiKeyId): Promise<ApiKeyItem | undefined> {
  const key = await findKeyOf(db, userId, id);
  return key && asItem(key, clock.now());
}

function asItem(key: ApiKeyRecord, now: Date): ApiKeyItem {
  const { id, name, shown, createdAt, expiresAt, lastUsedAt, lastUsedFrom, revokedAt } = key;
  return {
    ...{ id, name, shown, createdAt, expiresAt },
    scopes: key.scopes.filter(isScope),
    state: stateOfKey(key, now),
    ...(lastUsedAt && { lastUsedAt }),
    ...(lastUsedFrom && { lastUsedFrom }),
    ...(revokedAt && { revokedAt }),
  };
}
