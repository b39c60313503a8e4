import { db, type Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import type { OutboxConsumer } from "./outbox-consumer";
import {
  claimCursor,
  factsAfter,
  hasUnsequenced,
  insertConsumer,
  isBehind,
  lockSequence,
  moveCursor,
  sequenceUpTo,
} from "./outbox.queries.server";

const BATCH = 200;

/**
 * Hands a consumer the facts that it has not consumed yet, in batches; what it makes of a batch and the move of its cursor are one
 * transaction. Answers how many facts. What another process is at it leaves to that one, which looks again before it ends: each loop asks
 * without a lock whether there is more, after the last one was released.
 */
export async function consumeOutbox(consumer: OutboxConsumer): Promise<number> {
  await sequenceFacts();
  let count = 0;
  while (await hasMore(consumer.name)) {
    const consumed = await consumeWithin(consumer, sizes.get(consumer.name) ?? BATCH);
    if (consumed === undefined) break;
    count += consumed;
  }
  return count;
}

/** How many facts a consumer of this process is given at once, after a batch of it failed. */
const sizes = new Map<string, number>();

/** A batch that fails, for it takes too long or for one of its facts, is smaller the next time, down to a single fact; then it grows again. */
async function consumeWithin(consumer: OutboxConsumer, size: number): Promise<number | undefined> {
  try {
    const consumed = await transaction((tx) => consumeBatch(tx, consumer, size));
    sizes.set(consumer.name, Math.min(BATCH, size * 2));
    return consumed;
  } catch (error) {
    sizes.set(consumer.name, Math.ceil(size / 8));
    throw error;
  }
}

/**
 * Gives positions to the facts that were committed since. One process at a time, so that whoever had seen a fact of a member when they
 * wrote the next one has the later position, and nothing ever appears before a position that was there already.
 */
async function sequenceFacts(): Promise<void> {
  while (await hasUnsequenced(db)) {
    const isMine = await transaction(async (tx) => {
      const isLocked = await lockSequence(tx);
      if (isLocked) await sequenceUpTo(tx, BATCH);
      return isLocked;
    });
    if (!isMine) return;
  }
}

async function hasMore(name: string): Promise<boolean> {
  const isLate = await isBehind(db, name);
  if (isLate === undefined) await insertConsumer(db, name);
  return isLate ?? false;
}

/** How many facts were consumed; undefined when another process is at it. */
async function consumeBatch(tx: Db, { name, consume }: OutboxConsumer, size: number): Promise<number | undefined> {
  const position = await claimCursor(tx, name);
  if (position === undefined) return undefined;
  const facts = await factsAfter(tx, position, size);
  const last = facts.at(-1);
  if (!last) return 0;
  await consume(tx, facts);
  await moveCursor(tx, name, last.position);
  return facts.length;
}
