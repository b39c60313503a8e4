import { stripeEvents } from "@schema/billing";
import { eq, isNull } from "drizzle-orm";
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
