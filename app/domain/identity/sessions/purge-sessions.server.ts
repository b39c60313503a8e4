import { clock } from "~/core/clock";
import { db } from "~/db/pool.server";
import { idleSince } from "./session";
import { deleteSessions } from "./sessions.queries.server";

/** Removes the sessions that nobody can use again, and says how many. */
export async function purgeSessions(): Promise<number> {
  const now = clock.now();
  return deleteSessions(db, now, idleSince(now));
}
