import { clock } from "~/core/clock";
import { seal } from "~/core/crypto.server";
import { log } from "~/core/log.server";
import { db, type Db } from "~/db/pool.server";
import { sqlState } from "~/db/sql-state.server";
import { transaction } from "~/db/transaction.server";
import {
  allDataKeys,
  deleteDataKey,
  insertDataKey,
  lockDataKey,
  lockMakingOfDataKeys,
  retireDataKey,
  rewrapDataKey,
  sealingDataKeys,
  type DataKey,
} from "./data-keys.queries.server";
import { openSecret } from "./open-secret.server";
import { lockSealedOtherwise, needsKey, replaceSealed } from "./sealed-columns.queries.server";
import { placeOf, sealedColumns, type SealedColumn } from "./sealed-columns";
import { newDataKey, rewrapped, unwrapDataKey } from "./unwrap-data-key.server";

/** `unreadable` is what no key opens, secrets and keys: it is left as it is, and the log names each. */
export type Rotation = { keyId: string; resealed: number; unreadable: number; retired: number; deleted: number };

/** Rows that one transaction holds. */
const BATCH = 20;

/**
 * Makes a new key, seals everything with it while the portal runs, and retires what nothing needs any more; what was retired before
 * goes. Keys that an older SECRET_KEY sealed are sealed by today's. Safe to run again after it was cut short, and twice at once.
 */
export async function rotateDataKeys(): Promise<Rotation> {
  const deleted = await deleteRetired();
  const key = await makeDataKey();
  const count = { resealed: 0, unreadable: 0 };
  for (const column of sealedColumns) await resealColumn(column, key, count);
  const retired = await retireUnneeded(key.id);
  await rewrapAll(count);
  return { keyId: key.id, ...count, retired, deleted };
}

async function makeDataKey(): Promise<DataKey> {
  const key = newDataKey();
  await transaction(async (tx) => {
    await lockMakingOfDataKeys(tx);
    await insertDataKey(tx, key);
  });
  return key;
}

type Count = Pick<Rotation, "resealed" | "unreadable">;

async function resealColumn(column: SealedColumn, key: DataKey, count: Count): Promise<void> {
  for (let after: string | undefined = ""; after !== undefined;) {
    const from: string = after;
    const rows = await transaction((tx) => resealBatch(tx, column, key, from));
    count.resealed += rows.filter(({ isReadable }) => isReadable).length;
    count.unreadable += rows.filter(({ isReadable }) => !isReadable).length;
    after = rows.at(-1)?.id;
  }
}

async function resealBatch(tx: Db, column: SealedColumn, key: DataKey, after: string) {
  const rows = await lockSealedOtherwise(tx, column, { keyId: key.id, after, count: BATCH });
  const done: { id: string; isReadable: boolean }[] = [];
  for (const { id, sealed } of rows) {
    const place = placeOf(column, id);
    const plain = await openSecret(tx, sealed, place).catch((error: unknown) => sayUnreadable(place, error));
    if (plain !== undefined)
      await replaceSealed(tx, column, { id, sealed: seal(plain, place, unwrapDataKey(key), key.id) });
    done.push({ id, isReadable: plain !== undefined });
  }
  return done;
}

/** One that cannot be opened must not keep the others from being sealed anew; what the database says is not swallowed. */
function sayUnreadable(place: string, error: unknown): undefined {
  if (sqlState(error) !== undefined) throw error;
  log.error({ err: error, place }, "a sealed secret cannot be opened");
}

/** A key that is needed after all, by a row written meanwhile, is left to the next rotation. */
async function retireUnneeded(currentId: string): Promise<number> {
  let retired = 0;
  for (const { id, retiredAt } of await sealingDataKeys(db)) {
    if (id >= currentId || retiredAt) continue;
    const done = await transaction(async (tx) => {
      if (!(await lockDataKey(tx, id)) || (await isNeeded(tx, id))) return false;
      await retireDataKey(tx, id, clock.now());
      return true;
    });
    if (done) retired += 1;
  }
  return retired;
}

async function deleteRetired(): Promise<number> {
  let deleted = 0;
  for (const { id, retiredAt } of await sealingDataKeys(db)) {
    if (!retiredAt || (await isNeeded(db, id))) continue;
    await deleteDataKey(db, id);
    deleted += 1;
  }
  return deleted;
}

async function isNeeded(on: Db, id: string): Promise<boolean> {
  for (const column of sealedColumns) if (await needsKey(on, column, id)) return true;
  return false;
}

async function rewrapAll(count: Count): Promise<void> {
  for (const key of await allDataKeys(db)) {
    const again = rewrapped(key);
    if (again === "unreadable") {
      count.unreadable += 1;
      log.error(
        { place: `data_keys:${key.id}` },
        "a key cannot be opened: SECRET_KEY is not the one it was sealed with",
      );
    } else if (again) await rewrapDataKey(db, key, again);
  }
}
