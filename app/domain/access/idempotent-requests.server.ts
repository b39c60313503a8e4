import { refuse } from "~/core/app-error";
import { clock, DAY, later, MINUTE } from "~/core/clock";
import type { UserId } from "~/core/id";
import { db } from "~/db/pool.server";
import {
  claimRequest,
  deleteRequest,
  deleteRequestsBefore,
  findRequest,
  finishRequest,
  type OnceKey,
} from "./idempotent-requests.queries.server";

/** How long a key stands for its first answer. */
const KEPT = DAY;

/** A request that has not ended after this long was cut off: the next one with its key takes its place. */
const LONGEST = 2 * MINUTE;

export type KeptAnswer = { status: number; answer: unknown };

export type Once = { userId: UserId; endpoint: string; key: string };

/**
 * Begins a request under its key, or returns the answer that the first one got. Refuses `conflict` when the key stands for another body,
 * or for a request that is still under way.
 */
export async function beginOnce(once: Once, bodyHash: string): Promise<KeptAnswer | undefined> {
  const now = clock.now();
  if (await claimRequest(db, once, bodyHash, now, { cutOff: later(now, -LONGEST), over: later(now, -KEPT) }))
    return undefined;
  const first = (await findRequest(db, once)) ?? refuse("conflict", "idempotencyKeyBusy", {}, 1);
  if (first.bodyHash !== bodyHash) refuse("conflict", "idempotencyKeyReused");
  if (first.status === null) refuse("conflict", "idempotencyKeyBusy", {}, 1);
  return { status: first.status, answer: first.answer };
}

/** Keeps what was answered, for a day. */
export async function keepOnce(once: Once, answer: KeptAnswer): Promise<void> {
  await finishRequest(db, once, answer);
}

/** Lets the key be used anew: nothing came of its request. */
export async function forgetOnce(once: OnceKey): Promise<void> {
  await deleteRequest(db, once);
}

/** Removes keys that stand for nothing any more, and says how many. */
export async function purgeIdempotentRequests(): Promise<number> {
  return deleteRequestsBefore(db, later(clock.now(), -KEPT));
}
