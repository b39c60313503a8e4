import { stripeEvents } from "@schema/billing";
import { eq, isNull, sql as raw } from "drizzle-orm";
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
