import { idempotentRequests as requests } from "@schema/access";
import { and, eq, isNotNull, isNull, lt, not, or, sql as raw } from "drizzle-orm";
import type { UserId } from "~/core/id";
import { instanceLives } from "~/db/instances.queries.server";
import type { Db } from "~/db/pool.server";

/** A request by its member, its endpoint, its key and when it came, which tells it from others under the same key. */
export type IdempotentRequest = { userId: UserId; endpoint: string; key: string; at: Date };

const isKey = ({ userId, endpoint, key }: IdempotentRequest) =>
  and(eq(requests.userId, userId), eq(requests.endpoint, endpoint), eq(requests.key, key));

/**
 * Claims the key for a process unless another request has it. What is over is taken over, and so is a request whose process has died; one
 * whose process lives is never, however long it takes. A request that no process is known of counts as cut off if it began before `cutOff`.
 * True for whoever claimed it. `graceMs` is for tests.
 */
export async function claimRequest(
  db: Db,
  { at, ...once }: IdempotentRequest,
  { bodyHash, instanceId }: { bodyHash: string; instanceId: string },
  { cutOff, over, graceMs }: { cutOff: Date; over: Date; graceMs?: number | undefined },
): Promise<boolean> {
  const fresh = { bodyHash, instanceId, status: null, answer: null, createdAt: at };
  const isCutOff = or(
    and(isNull(requests.instanceId), lt(requests.createdAt, cutOff)),
    and(isNotNull(requests.instanceId), not(instanceLives(raw`${requests.instanceId}`, graceMs))),
  );
  const claimed = await db
    .insert(requests)
    .values({ ...once, ...fresh })
    .onConflictDoUpdate({
      target: [requests.userId, requests.endpoint, requests.key],
      set: fresh,
      setWhere: or(
        and(isNotNull(requests.status), lt(requests.createdAt, over)),
        and(isNull(requests.status), isCutOff),
      ),
    })
    .returning({ key: requests.key });
  return claimed.length === 1;
}

export async function findRequest(db: Db, once: IdempotentRequest) {
  const [row] = await db
    .select({ bodyHash: requests.bodyHash, status: requests.status, answer: requests.answer })
    .from(requests)
    .where(isKey(once));
  return row;
}

/** What this request has claimed, and nobody has taken over from it. */
const isMine = (once: IdempotentRequest, instanceId: string) =>
  and(isKey(once), eq(requests.instanceId, instanceId), eq(requests.createdAt, once.at), isNull(requests.status));

export async function finishRequest(
  db: Db,
  once: IdempotentRequest,
  instanceId: string,
  { status, answer }: { status: number; answer: unknown },
) {
  await db.update(requests).set({ status, answer }).where(isMine(once, instanceId));
}

/** True when there was one. */
export async function deleteRequest(db: Db, once: IdempotentRequest, instanceId: string): Promise<boolean> {
  return (await db.delete(requests).where(isMine(once, instanceId))).count > 0;
}

export async function deleteRequestsBefore(db: Db, over: Date): Promise<number> {
  return (await db.delete(requests).where(lt(requests.createdAt, over)).returning({ key: requests.key })).length;
}

/** Forgets what the member's programs asked and were answered. */
export async function deleteRequestsOf(db: Db, userId: UserId): Promise<void> {
  await db.delete(requests).where(eq(requests.userId, userId));
}
