import { refuse } from "~/core/app-error";
import { clock, later, MINUTE } from "~/core/clock";
import { equalSecrets } from "~/core/crypto.server";
import type { ApiKeyId } from "~/core/id";
import { db } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import { apiKeyHash } from "./api-key-hash.server";
import { idInApiKey } from "./api-key-text.server";
import { findKey, noteKeyUse } from "./api-keys.queries.server";
import { requireMemberStatus } from "~/domain/access/require-member-status";
import { isScope, type Scope } from "~/domain/access/scope";

/** A member whom a key speaks for, and what it may do as them. */
export type ApiKeyCaller = { viewer: Viewer; keyId: ApiKeyId; scopes: Scope[] };

const NOTE_EVERY = MINUTE;

/**
 * Whom a key speaks for. Asked anew on every request: a key that was revoked is dead for the next one, on every replica. Refuses
 * `unauthenticated` (no key, revoked, expired, its member has gone) and `forbidden` (its member is suspended).
 */
export async function callerOfApiKey(key: string, address: string | undefined): Promise<ApiKeyCaller> {
  const keyId = idInApiKey(key) ?? refuse("unauthenticated", "keyUnknown");
  const [found, hash] = await Promise.all([findKey(keyId), apiKeyHash(key)]);
  // Why it is refused is said only to who has the whole key.
  const isRight = equalSecrets(hash, found?.keyHash ?? "");
  if (!found || !isRight) refuse("unauthenticated", "keyUnknown");
  const now = clock.now();
  if (found.revokedAt) refuse("unauthenticated", "keyRevoked");
  if (found.expiresAt <= now) refuse("unauthenticated", "keyExpired");
  requireMemberStatus(found, "keyUnknown");
  const noteBefore = later(now, -NOTE_EVERY);
  if (!found.lastUsedAt || found.lastUsedAt <= noteBefore)
    await noteKeyUse(db, keyId, { lastUsedAt: now, lastUsedFrom: address }, noteBefore);
  return { viewer: found.viewer, keyId, scopes: usable(found.scopes, found.viewer) };
}

/** Administration is the member's only while they are an admin. */
function usable(scopes: readonly string[], { isAdmin }: Viewer): Scope[] {
  return scopes.filter(isScope).filter((scope) => isAdmin || scope !== "admin");
}
