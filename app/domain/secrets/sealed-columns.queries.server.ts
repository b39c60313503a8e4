import { sql as raw, type SQL } from "drizzle-orm";
import type { Db } from "~/db/pool.server";
import type { SealedColumn } from "./sealed-columns";

export type SealedRow = { id: string; sealed: string };

/** Up to `count` rows after `after` that another key than `keyId` sealed, held until the transaction ends; in the order of their ids. */
export async function lockSealedOtherwise(
  db: Db,
  column: SealedColumn,
  { keyId, after, count }: { keyId: string; after: string; count: number },
): Promise<SealedRow[]> {
  const { table, name } = namesOf(column);
  const found = await db.execute(raw`
    select id, ${name} as sealed from ${table}
    where id > ${after} and not starts_with(${name}, ${`v2.${keyId}.`}) order by id limit ${count} for update`);
  return [...found] as SealedRow[];
}

export async function replaceSealed(db: Db, column: SealedColumn, { id, sealed }: SealedRow): Promise<void> {
  const { table, name } = namesOf(column);
  await db.execute(raw`update ${table} set ${name} = ${sealed} where id = ${id}`);
}

/** Whether anything in the column needs this key to be opened. */
export async function needsKey(db: Db, column: SealedColumn, keyId: string): Promise<boolean> {
  const { table, name } = namesOf(column);
  const found = await db.execute(raw`select 1 from ${table} where starts_with(${name}, ${`v2.${keyId}.`}) limit 1`);
  return found.length > 0;
}

function namesOf({ table, secret }: SealedColumn): { table: SQL; name: SQL } {
  return { table: raw`${raw.identifier(table)}`, name: raw`${raw.identifier(`${secret}_sealed`)}` };
}
