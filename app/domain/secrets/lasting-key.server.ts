import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { findLastingKey, insertLastingKey } from "./data-keys.queries.server";
import { newDataKey, unwrapDataKey } from "./unwrap-data-key.server";

/** What a key is for that hashes, and so can never give way to another. */
export type LastingPurpose = "api-keys";

/**
 * The installation's key for one purpose, which outlives every SECRET_KEY: it is sealed by SECRET_KEY as data keys are, and sealed anew when
 * that is replaced. The first that asks makes it, of `first`. Where neither SECRET_KEY nor the one before it opens it, what was hashed with
 * it is lost, the log says so, and `first` is used until the right one is back.
 */
export async function lastingKey(purpose: LastingPurpose, first: Buffer): Promise<Buffer> {
  const kept = (await findLastingKey(db, purpose)) ?? (await make(purpose, first));
  try {
    return unwrapDataKey(kept);
  } catch (error) {
    log.error({ err: error, place: `data_keys:${kept.id}`, purpose }, "a key that hashes cannot be opened");
    return first;
  }
}

/** Of replicas that make it at once one does. */
async function make(purpose: LastingPurpose, first: Buffer) {
  await insertLastingKey(db, { ...newDataKey(first), purpose });
  const made = await findLastingKey(db, purpose);
  if (!made) throw new Error(`no key for ${purpose}`);
  return made;
}
