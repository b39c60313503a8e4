import { keyIdOf, sha256, unseal } from "~/core/crypto.server";
import type { Db } from "~/db/pool.server";
import { findDataKey } from "./data-keys.queries.server";
import type { Place } from "./sealed-columns";
import { openWithAny, secretKeys, unwrapDataKey } from "./unwrap-data-key.server";

/** Opens what was sealed for this place. Throws when it was sealed for another, or by a key that SECRET_KEY does not open. */
export async function openSecret(db: Db, sealed: string, place: Place): Promise<string> {
  const keyId = keyIdOf(sealed);
  if (!keyId) return openWithAny(sealed, place, secretKeys().map(firstVersionKey));
  const key = await findDataKey(db, keyId);
  if (!key) throw new Error(`the key of ${place} is not there: ${keyId}`);
  return unseal(sealed, place, unwrapDataKey(key));
}

/** Records of the first version were sealed by SECRET_KEY itself. */
const firstVersionKey = (secret: string) => Buffer.from(sha256(secret), "hex");
