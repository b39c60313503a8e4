import { refuse } from "~/core/app-error";
import { clock, DAY, later, MINUTE } from "~/core/clock";
import type { UserId } from "~/core/id";
import { instanceId } from "~/db/instance.server";
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

/** After this long a request that no process is known of was cut off: a version before there were instances claimed its key. */
const LONGEST = 2 * MINUTE;

export type KeptAnswer = { status: number; answer: unknown };

export type Once = { userId: UserId; endpoint: string; key: string };

/**
 * Begins a request under its key, or returns the answer that the first one got. Refuses `conflict` when the key stands for another body,
 * or for a request that is still under way: as long as the process lives that answers it, and for ten seconds after that process died.
 * `graceMs` is for tests.
 */
export async function beginOnce(once: Once, bodyHash: string, graceMs?: number): Promise<KeptAnswer | undefined> {
  const now = clock.now();
  const claim = { bodyHash, instanceId: await instanceId(), now };
  if (await claimRequest(db, once, claim, { cutOff: later(now, -LONGEST), over: later(now, -KEPT), graceMs }))
    return undefined;
  const first = (await findRequest(db, once)) ?? refuse("conflict", "idempotencyKeyBusy", {}, 1);
  if (first.bodyHash !== bodyHash) refuse("conflict", "idempotencyKeyReused");
  if (first.status === null) refuse("conflict", "idempotencyKeyBusy", {}, 1);
  return { status: first.status, answer: first.answer };
}

/** Keeps what was answered, for a day. */
export async function keepOnce(once: Once, answer: KeptAnswer): Promise<void> {
  await finishRequest(db, once, await instanceId(), answer);
}

/** Lets the key be used anew: nothing came of its request. */
export async function forgetOnce(once: OnceKey): Promise<void> {
  await deleteRequest(db, once, await instanceId());
}

/** Removes keys that stand for nothing any more, and says how many. */
export async function purgeIdempotentRequests(): Promise<number> {
  return deleteRequestsBefore(db, later(clock.now(), -KEPT));
}
