import { refuse } from "~/core/app-error";
import { clock, DAY, later } from "~/core/clock";
import { isDuplicate, transaction } from "~/db/transaction.server";
import type { Viewer } from "~/domain/identity/viewer";
import { MOST_KEYS } from "./api-key";
import { countUsableKeys, lockGrantor } from "./api-keys.queries.server";
import type { CreateApiKeyInput } from "./create-api-key-input";
import { issueApiKey, type IssuedApiKey } from "./issue-api-key.server";
import { refuseImpersonator } from "~/domain/access/refuse-impersonator";
import { grantableScopes, scopesOfPreset, type ServedScope } from "~/domain/access/scope";

/**
 * Makes a key that acts as the member, within what they allow it. Its text is in the answer and nowhere else. Refuses `invalid` (no
 * scope), `forbidden` (a scope that they do not have themselves) and `conflict` (the form was sent before, or too many keys).
 */
export async function createApiKey(viewer: Viewer, input: CreateApiKeyInput): Promise<IssuedApiKey> {
  refuseImpersonator(viewer);
  const { userId } = viewer;
  try {
    return await transaction(async (tx) => {
      const now = clock.now();
      const { isAdmin } = await lockGrantor(tx, userId);
      const scopes = scopesToGrant(input.grant, isAdmin);
      if ((await countUsableKeys(tx, userId, now)) >= MOST_KEYS) refuse("conflict", "keysTooMany", { most: MOST_KEYS });
      const { id, name, days } = input;
      return issueApiKey(tx, { id, userId, name, scopes, createdAt: now, expiresAt: later(now, days * DAY) });
    });
  } catch (error) {
    if (isDuplicate(error)) refuse("conflict", "keyAlreadyMade");
    throw error;
  }
}

function scopesToGrant(grant: CreateApiKeyInput["grant"], isAdmin: boolean): ServedScope[] {
  const scopes = typeof grant === "string" ? scopesOfPreset(grant, isAdmin) : grant;
  if (scopes.length === 0) refuse("invalid", "keyScopesMissing");
  const grantable = grantableScopes(isAdmin);
  return scopes.every((scope) => grantable.includes(scope)) ? scopes : refuse("forbidden", "adminScopeForAdmins");
}
