import { setTimeout as wait } from "node:timers/promises";
import { sql as raw } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { asOwner } from "~/testing/database/as-owner";
import { isDatabaseAway } from "./is-database-away.server";
import { db, sql, type Db } from "./pool.server";
import { transaction } from "./transaction.server";

beforeEach(async () => {
  await asOwner((owner) => owner`create table if not exists notes (words text)`);
  await sql`delete from notes`;
});

const write = (tx: Db, words: string) => tx.execute(raw`insert into notes values (${words})`);
const written = async () =>
  (await sql<{ words: string }[]>`select words from notes order by 1`).map((row) => row.words);

/** Begins a transaction whose connection is cut in the midst of `rest`; what it came to. */
async function cutDuring(rest: (tx: Db) => Promise<unknown>): Promise<unknown> {
  const pid = Promise.withResolvers<number>();
  const running = transaction(async (tx) => {
    const [row] = await tx.execute<{ pid: number }>(raw`select pg_backend_pid() as pid`);
    await write(tx, "before");
    pid.resolve(Number(row?.pid));
    await rest(tx);
  }).catch((error: unknown) => error);
  const cut = await pid.promise;
  await wait(50);
  await asOwner((owner) => owner`select pg_terminate_backend(${cut})`);
  // Others want the connection that became free, and may be told that it is gone.
  await Promise.all(Array.from({ length: 20 }, () => db.execute(raw`select pg_sleep(0.02)`).catch(() => undefined)));
  return running;
}

test.each([
  ["while it is asked", (tx: Db) => tx.execute(raw`select pg_sleep(5)`)],
  ["between two statements", async (tx: Db) => (await wait(400), write(tx, "after"))],
  ["before its end", () => wait(400)],
  [
    "in a transaction within",
    (tx: Db) =>
      tx.transaction(async (inner) => (await write(inner, "within"), await inner.execute(raw`select pg_sleep(5)`))),
  ],
])("a transaction that loses its connection %s leaves nothing behind, and the process lives", async (_, rest) => {
  expect(isDatabaseAway(await cutDuring(rest))).toBe(true);
  await wait(1500);
  expect(await written()).toEqual([]);
  await transaction((tx) => write(tx, "as ever"));
  expect(await written()).toEqual(["as ever"]);
});
