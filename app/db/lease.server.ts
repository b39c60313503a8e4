import { sql as raw } from "drizzle-orm";
import { instanceDb } from "./pool.server";

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
      await instanceDb.execute(raw`select pg_advisory_unlock(${key})`);
    }
    return true;
  } finally {
    held.delete(name);
  }
}
