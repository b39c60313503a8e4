import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { browserNamed } from "./browser-named.server";
import type { OpenSession } from "./open-session";
import { idleSince } from "./session";
import { aliveSessionsOf } from "./sessions.queries.server";

/** The browsers in which the member is signed in now, the one used last first. */
export async function sessionsOf(db: Db, userId: UserId): Promise<OpenSession[]> {
  const now = clock.now();
  const rows = await aliveSessionsOf(db, userId, { now, idleSince: idleSince(now) });
  return rows.map(({ userAgent, address, ...session }) => ({
    ...session,
    browser: browserNamed(userAgent),
    ...(address && { address }),
  }));
}
