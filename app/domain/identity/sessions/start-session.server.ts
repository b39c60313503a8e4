import { clock, later } from "~/core/clock";
import { randomToken, sha256 } from "~/core/crypto.server";
import { newId, type UserId } from "~/core/id";
import { currentLogContext } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { ABSOLUTE_LIMIT } from "./session";
import { insertSession } from "./sessions.queries.server";

const LONGEST_USER_AGENT = 400;

/** Begins a session of its own for one browser. The token goes into its cookie and is stored nowhere. */
export async function startSession(
  userId: UserId,
  { userAgent }: { userAgent: string | null },
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomToken();
  const now = clock.now();
  const expiresAt = later(now, ABSOLUTE_LIMIT);
  await insertSession(db, {
    idHash: sha256(token),
    id: newId("session"),
    userId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
    userAgent: userAgent?.slice(0, LONGEST_USER_AGENT),
    address: currentLogContext().address,
  });
  return { token, expiresAt };
}
