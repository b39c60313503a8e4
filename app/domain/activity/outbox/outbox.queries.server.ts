import { activity, outbox, outboxConsumers, outboxPositions } from "@schema/activity";
import { and, asc, eq, gt, isNull, sql as raw, type SQL } from "drizzle-orm";
import type { Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";
import type { OutboxFact } from "./outbox-consumer";

const unsequenced = prepared("outbox_unsequenced", [], (db) =>
  db.select({ activityId: outbox.activityId }).from(outbox).where(isNull(outbox.position)).limit(1),
);

/** Whether there are facts without a position. */
export async function hasUnsequenced(db: Db): Promise<boolean> {
  return (await unsequenced(db, {})).length > 0;
}

/** Takes, until the transaction ends, the right to give positions; false when another transaction has it. */
export async function lockSequence(tx: Db): Promise<boolean> {
  const [row] = await tx.execute<{ taken: boolean }>(
    raw`select pg_try_advisory_xact_lock(hashtext('atrium:outbox')) as taken`,
  );
  return row?.taken === true;
}

/**
 * Gives the next positions to up to `limit` facts that have none, those written first going first. The caller holds the sequence's lock,
 * so that positions become visible in their own order.
 */
export async function sequenceUpTo(tx: Db, limit: number): Promise<void> {
  await tx.execute(raw`
    with sequenced as materialized (
      select activity_id, nextval(${String(outboxPositions.seqName)}) as position
      from (select activity_id from ${outbox} where position is null order by activity_id limit ${limit}) waiting
    )
    update ${outbox} set position = sequenced.position from sequenced
    where ${outbox.activityId} = sequenced.activity_id and ${outbox.position} is null`);
}

const cursor = outboxConsumers;

const next = prepared("outbox_next", ["name"], (db, { name }) =>
  db
    .select({ position: outbox.position })
    .from(cursor)
    .leftJoin(outbox, gt(outbox.position, cursor.position))
    .where(eq(cursor.name, name))
    .limit(1),
);

/** Whether there are facts past the consumer's cursor; undefined when it has none. */
export async function isBehind(db: Db, name: string): Promise<boolean | undefined> {
  const [row] = await next(db, { name });
  return row && row.position !== null;
}

/** Gives a new consumer a cursor at the newest position. */
export async function insertConsumer(db: Db, name: string): Promise<void> {
  const position = raw`(select coalesce(max(${outbox.position}), 0) from ${outbox})`;
  await db.insert(cursor).values({ name, position }).onConflictDoNothing();
}

/** Takes the consumer's cursor until the transaction ends, and answers where it is; undefined when another transaction has it. */
export async function claimCursor(tx: Db, name: string): Promise<bigint | undefined> {
  const [row] = await tx
    .select({ position: cursor.position })
    .from(cursor)
    .where(eq(cursor.name, name))
    .for("update", { skipLocked: true });
  return row?.position;
}

/** The next facts after a position, in order. */
export async function factsAfter(tx: Db, position: bigint, limit: number): Promise<OutboxFact[]> {
  const { activityId, position: place } = outbox;
  const { at, action, actorId, subjectId, targetKind, targetId, before, after, outcome } = activity;
  const line = { at, action, actorId, subjectId, targetKind, targetId, before, after, outcome };
  return tx
    .select({ activityId, position: raw<bigint>`${place}`.mapWith(BigInt), ...line })
    .from(outbox)
    .innerJoin(activity, eq(activity.id, activityId))
    .where(gt(place, position))
    .orderBy(asc(place))
    .limit(limit);
}

export async function moveCursor(tx: Db, name: string, position: bigint): Promise<void> {
  await tx
    .update(cursor)
    .set({ position, updatedAt: raw`now()` })
    .where(eq(cursor.name, name));
}

type ConsumerLag = { name: string; facts: number; seconds: number };

/** Of each consumer how many facts wait for it, and for how long the oldest has. By the database's time. */
export async function consumerLags(db: Db): Promise<ConsumerLag[]> {
  const waiting = (which: SQL) => raw`select created_at from ${outbox} where ${which}`;
  return db.execute<ConsumerLag>(raw`
    select c.name, count(waiting.created_at)::int as facts,
      greatest(coalesce(extract(epoch from now() - min(waiting.created_at)), 0), 0)::float8 as seconds
    from ${outboxConsumers} c
    left join lateral (${waiting(raw`position > c.position`)} union all ${waiting(raw`position is null`)}) waiting on true
    group by c.name`);
}

/** Deletes up to `limit` facts of before `before` that every consumer has consumed; answers how many. */
export async function deleteConsumed(db: Db, before: Date, limit: number): Promise<number> {
  const consumed = raw`(select min(position) from ${outboxConsumers})`;
  const old = and(raw`position <= ${consumed}`, raw`created_at < ${before.toISOString()}::timestamptz`);
  const deleted = await db.execute(raw`
    delete from ${outbox} where activity_id in (
      select activity_id from ${outbox} where ${old} order by position limit ${limit})`);
  return deleted.count;
}
