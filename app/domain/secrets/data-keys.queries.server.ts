import { dataKeys } from "@schema/access";
import { and, asc, desc, eq, isNotNull, isNull, sql as raw } from "drizzle-orm";
import type { Db } from "~/db/pool.server";

export type DataKey = typeof dataKeys.$inferSelect;

const seals = eq(dataKeys.purpose, "seal");

export async function insertDataKey(db: Db, row: typeof dataKeys.$inferInsert): Promise<void> {
  await db.insert(dataKeys).values(row);
}

/** The key that seals today, held until the transaction ends: meanwhile nobody retires it. */
export async function holdNewestDataKey(db: Db): Promise<DataKey | undefined> {
  const [row] = await db
    .select()
    .from(dataKeys)
    .where(and(isNull(dataKeys.retiredAt), seals))
    .orderBy(desc(dataKeys.id))
    .limit(1)
    .for("share");
  return row;
}

export async function findDataKey(db: Db, id: string): Promise<DataKey | undefined> {
  const [row] = await db.select().from(dataKeys).where(eq(dataKeys.id, id));
  return row;
}

/** One process at a time makes a key; until the transaction ends. */
export async function lockMakingOfDataKeys(db: Db): Promise<void> {
  await db.execute(raw`select pg_advisory_xact_lock(hashtext('atrium:data-keys'))`);
}

/** Those that seal or sealed, oldest first. */
export async function sealingDataKeys(db: Db): Promise<DataKey[]> {
  return db.select().from(dataKeys).where(seals).orderBy(asc(dataKeys.id));
}

/** Of every purpose, oldest first. */
export async function allDataKeys(db: Db): Promise<DataKey[]> {
  return db.select().from(dataKeys).orderBy(asc(dataKeys.id));
}

export async function findLastingKey(db: Db, purpose: string): Promise<DataKey | undefined> {
  const [row] = await db.select().from(dataKeys).where(eq(dataKeys.purpose, purpose));
  return row;
}

/** Nothing happens when there is one of that purpose. */
export async function insertLastingKey(db: Db, row: DataKey): Promise<void> {
  await db.insert(dataKeys).values(row).onConflictDoNothing();
}

/** Waits for whoever seals with the key at this moment. False when it is gone or retired. */
export async function lockDataKey(db: Db, id: string): Promise<boolean> {
  const unretired = and(eq(dataKeys.id, id), isNull(dataKeys.retiredAt));
  const held = await db.select({ id: dataKeys.id }).from(dataKeys).where(unretired).for("update");
  return held.length === 1;
}

export async function retireDataKey(db: Db, id: string, retiredAt: Date): Promise<void> {
  await db.update(dataKeys).set({ retiredAt }).where(eq(dataKeys.id, id));
}

/** Only one that was retired can go. */
export async function deleteDataKey(db: Db, id: string): Promise<void> {
  await db.delete(dataKeys).where(and(eq(dataKeys.id, id), isNotNull(dataKeys.retiredAt)));
}

/** Puts the same key under another lock; nothing happens when somebody else did meanwhile. */
export async function rewrapDataKey(db: Db, { id, sealedKey }: DataKey, rewrapped: string): Promise<void> {
  const unchanged = and(eq(dataKeys.id, id), eq(dataKeys.sealedKey, sealedKey));
  await db.update(dataKeys).set({ sealedKey: rewrapped }).where(unchanged);
}
