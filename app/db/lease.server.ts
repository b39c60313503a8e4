import { sql as raw, type SQL } from "drizzle-orm";
import { log } from "~/core/log.server";
import { endInstanceSession, instanceDb } from "./pool.server";

/** Held by this process: a session may take its own lock as often as it likes. */
const held = new Set<string>();

/**
 * Does `work` while nobody else, here or in another replica, does work of the same name. False, and nothing is done, while somebody
 * does. The lease is an advisory lock of the one session that this process keeps, so a process that is killed holds none; one whose
 * session was cut in the middle may for a moment work beside another.
 */
export async function withLease(name: string, work: () => Promise<void>): Promise<boolean> {
  if (held.has(name)) return false;
  held.add(name);
  try {
    const key = raw`hashtextextended(${`atrium:lease:${name}`}, 0)`;
    const [row] = await instanceDb.execute<{ got: boolean }>(raw`select pg_try_advisory_lock(${key}) as got`);
    if (!row?.got) return false;
    try {
      await work();
    } finally {
      await release(name, key);
    }
    return true;
  } finally {
    held.delete(name);
  }
}

/** A session that cannot be made to let go is ended, and its other leases with it: else nobody could have this one while this process lives. */
async function release(name: string, key: SQL): Promise<void> {
  try {
    const [row] = await unlock(key).catch(() => unlock(key));
    if (!row?.released) log.warn({ lease: name }, "a lease had been lost before it was let go of");
  } catch (error) {
    log.error({ err: error, lease: name }, "a lease cannot be let go of: the session that holds it is ended");
    await endInstanceSession();
  }
}

const unlock = (key: SQL) =>
  instanceDb.execute<{ released: boolean }>(raw`select pg_advisory_unlock(${key}) as released`);
