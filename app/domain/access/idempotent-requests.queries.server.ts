import { idempotentRequests as requests } from "@schema/access";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";

export type OnceKey = { userId: UserId; endpoint: string; key: string };

const isKey = ({ userId, endpoint, key }: OnceKey) =>
  and(eq(requests.userId, userId), eq(requests.endpoint, endpoint), eq(requests.key, key));

/** Claims the key unless another request has it; one that was cut off, or is over, is taken over. True for whoever claimed it. */
export async function claimRequest(
  db: Db,
  once: OnceKey,
  bodyHash: string,
  now: Date,
  { cutOff, over }: { cutOff: Date; over: Date },
): Promise<boolean> {
  const fresh = { bodyHash, status: null, answer: null, createdAt: now };
  const claimed = await db
    .insert(requests)
    .values({ ...once, ...fresh })
    .onConflictDoUpdate({
      target: [requests.userId, requests.endpoint, requests.key],
      set: fresh,
      setWhere: or(lt(requests.createdAt, over), and(isNull(requests.status), lt(requests.createdAt, cutOff))),
    })
    .returning({ key: requests.key });
  return claimed.length === 1;
}

export async function findRequest(db: Db, once: OnceKey) {
  const [row] = await db
    .select({ bodyHash: requests.bodyHash, status: requests.status, answer: requests.answer })
    .from(requests)
    .where(isKey(once));
  return row;
}

export async function finishRequest(db: Db, once: OnceKey, { status, answer }: { status: number; answer: unknown }) {
  await db.update(requests).set({ status, answer }).where(isKey(once));
}

export async function deleteRequest(db: Db, once: OnceKey): Promise<void> {
  await db.delete(requests).where(isKey(once));
}

export async function deleteRequestsBefore(db: Db, over: Date): Promise<number> {
  return (await db.delete(requests).where(lt(requests.createdAt, over)).returning({ key: requests.key })).length;
}

/** Forgets what the member's programs asked and were answered. */
export async function deleteRequestsOf(db: Db, userId: UserId): Promise<void> {
  await db.delete(requests).where(eq(requests.userId, userId));
}
