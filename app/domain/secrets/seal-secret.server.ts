import { seal } from "~/core/crypto.server";
import type { Db } from "~/db/pool.server";
import { holdNewestDataKey, insertDataKey, lockMakingOfDataKeys, type DataKey } from "./data-keys.queries.server";
import type { Place } from "./sealed-columns";
import { newDataKey, unwrapDataKey } from "./unwrap-data-key.server";

/**
 * Seals a secret for its place in the database. `db` is the transaction that puts it there: until that ends, the key it was sealed with
 * is not retired.
 */
export async function sealSecret(db: Db, plain: string, place: Place): Promise<string> {
  const key = (await holdNewestDataKey(db)) ?? (await makeFirstDataKey(db));
  return seal(plain, place, unwrapDataKey(key), key.id);
}

/** Made when it is first needed; of replicas that need it at once one makes it. */
function makeFirstDataKey(db: Db): Promise<DataKey> {
  return db.transaction(async (tx) => {
    await lockMakingOfDataKeys(tx);
    const made = await holdNewestDataKey(tx);
    if (made) return made;
    const key = newDataKey();
    await insertDataKey(tx, key);
    return key;
  });
}
