import { refuse } from "~/core/app-error";
import { clock, DAY, later, MINUTE, SECOND } from "~/core/clock";
import { instanceId } from "~/db/instance.server";
import { isConnectionLost } from "~/db/is-database-away.server";
import { db } from "~/db/pool.server";
import {
  claimRequest,
  deleteRequest,
  deleteRequestsBefore,
  findRequest,
  finishRequest,
  type IdempotentRequest,
} from "./idempotent-requests.queries.server";
import { untilWritten } from "~/domain/access/api-keys/until-written.server";

/** How long a key stands for its first answer. */
const KEPT = DAY;

/** After this long a request that no process is known of was cut off: a version before there were instances claimed its key. */
const LONGEST = 2 * MINUTE;

/** No statement of a request takes longer in PostgreSQL. */
const LATEST = 20 * SECOND;

export type { IdempotentRequest };

export type KeptAnswer = { status: number; answer: unknown };

/**
 * Begins a request under its key, or returns the answer that the first one got. Refuses `conflict` when the key stands for another body,
 * or for a request that is still under way: as long as the process lives that answers it, and for ten seconds after that process died.
 * Who began ends with {@link saveIdempotentAnswer} or {@link releaseIdempotencyKey}. `graceMs` is for tests.
 */
export async function claimIdempotencyKey(
  once: IdempotentRequest,
  bodyHash: string,
  graceMs?: number,
): Promise<KeptAnswer | undefined> {
  if (await claim(once, bodyHash, graceMs)) return undefined;
  const first = (await findRequest(db, once)) ?? refuse("conflict", "idempotencyKeyBusy", {}, 1);
  if (first.bodyHash !== bodyHash) refuse("conflict", "idempotencyKeyReused");
  if (first.status === null) refuse("conflict", "idempotencyKeyBusy", {}, 1);
  return { status: first.status, answer: first.answer };
}

/** A claim whose answer was lost may have been made, or be made yet: nobody works on it then. */
async function claim(once: IdempotentRequest, bodyHash: string, graceMs?: number): Promise<boolean> {
  const now = clock.now();
  const limits = { cutOff: later(now, -LONGEST), over: later(now, -KEPT), graceMs };
  try {
    return await claimRequest(db, once, { bodyHash, instanceId: await instanceId() }, limits);
  } catch (error) {
    if (isConnectionLost(error)) void forgetLost(once);
    throw error;
  }
}

/**
 * Keeps what was answered, for a day. The work is done, so this never throws: while the database cannot be asked the key stays claimed, and
 * the answer is kept as soon as it can.
 */
export async function saveIdempotentAnswer(once: IdempotentRequest, answer: KeptAnswer): Promise<void> {
  await settle(once, async (instance) => {
    await finishRequest(db, once, instance, answer);
    return true;
  });
}

/** Lets the key be used anew: nothing came of its request. Never throws: while the database cannot be asked it is done as soon as it can. */
export async function releaseIdempotencyKey(once: IdempotentRequest): Promise<void> {
  await settle(once, async (instance) => {
    await deleteRequest(db, once, instance);
    return true;
  });
}

/** From when the database answers again, a statement that it had been sent before is waited for. */
async function forgetLost(once: IdempotentRequest): Promise<void> {
  let answeredAt: number | undefined;
  await settle(once, async (instance) => {
    if (await deleteRequest(db, once, instance)) return true;
    answeredAt ??= performance.now();
    return performance.now() - answeredAt > LATEST;
  });
}

const settle = (once: IdempotentRequest, write: (instance: string) => Promise<boolean>) =>
  untilWritten(async () => write(await instanceId()), later(once.at, KEPT));

/** Removes keys that stand for nothing any more, and says how many. */
export async function purgeIdempotentRequests(): Promise<number> {
  return deleteRequestsBefore(db, later(clock.now(), -KEPT));
}
