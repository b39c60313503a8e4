import { stripeEvents } from "@schema/billing";
import { and, eq, gt, isNull, lt, sql as raw } from "drizzle-orm";
import type { Db } from "~/db/pool.server";

/** Stores an event under its id; false when it was stored and handled before (one that waits is worth another job). */
export async function storeEvent(db: Db, row: typeof stripeEvents.$inferInsert): Promise<boolean> {
  const stored = await db
    .insert(stripeEvents)
    .values(row)
    .onConflictDoUpdate({
      target: stripeEvents.id,
      set: { receivedAt: row.receivedAt },
      setWhere: isNull(stripeEvents.handledAt),
    })
    .returning({ id: stripeEvents.id });
  return stored.length === 1;
}

/** Stores those of the events that are new, and returns their ids. */
export async function storeNewEvents(db: Db, rows: (typeof stripeEvents.$inferInsert)[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const target = stripeEvents.id;
  const stored = await db.insert(stripeEvents).values(rows).onConflictDoNothing({ target }).returning({ id: target });
  return stored.map((row) => row.id);
}

/**
 * Ids, in order and after `after`, of events received before `before` that are not handled and that no job will take up any more: it was
 * lost, or has failed for the last time.
 */
export async function abandonedEvents(db: Db, before: Date, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: stripeEvents.id })
    .from(stripeEvents)
    .where(
      and(
        isNull(stripeEvents.handledAt),
        lt(stripeEvents.receivedAt, before),
        gt(stripeEvents.id, after),
        raw`not exists (select from graphile_worker.jobs j where j.key = 'stripe:' || ${stripeEvents.id} and j.attempts < j.max_attempts)`,
      ),
    )
    .orderBy(stripeEvents.id)
    .limit(limit);
  return rows.map((row) => row.id);
}

export async function findEvent(db: Db, id: string) {
  const [row] = await db.select().from(stripeEvents).where(eq(stripeEvents.id, id));
  return row;
}

export async function markHandled(db: Db, id: string, at: Date): Promise<void> {
  await db.update(stripeEvents).set({ handledAt: at }).where(eq(stripeEvents.id, id));
}

/** Events from before nothing personal was kept of them: of those that name this buyer only what is kept of others stays. */
export async function stripEventsOf(
  db: Db,
  { email, customerId }: { email: string; customerId: string | null },
): Promise<void> {
  const object = raw`${stripeEvents.payload} #> '{data,object}'`;
  await db
    .update(stripeEvents)
    .set({
      payload: raw`jsonb_build_object('id', ${stripeEvents.payload} -> 'id', 'type', ${stripeEvents.payload} -> 'type',
        'data', jsonb_build_object('object', jsonb_strip_nulls(jsonb_build_object(
          'id', ${object} -> 'id', 'object', ${object} -> 'object', 'payment_intent', ${object} -> 'payment_intent'))))`,
    })
    .where(
      raw`strpos(lower(${stripeEvents.payload}::text), ${email.toLowerCase()}) > 0
        or ${object} ->> 'customer' = ${customerId ?? ""}`,
    );
}
