import { sql as raw } from "drizzle-orm";
import { expect, test } from "vitest";
import { env } from "~/core/env.server";
import { asOwner } from "~/testing/database/as-owner";
import { db, inBackground, sql } from "./pool.server";
import { prepared } from "./prepared.server";
import { transaction } from "./transaction.server";

const slow = "select pg_sleep(1.5)";

test("a request asks while every connection of background work is busy, and more of it waits", async () => {
  const size = env().DATABASE_WORKER_POOL;
  let isSlowOver = false;
  const work = inBackground(() =>
    Array.from({ length: size + 1 }, async () => {
      await db.execute(raw.raw(slow));
      isSlowOver = true;
    }),
  );
  await expect.poll(busyConnections).toBe(size);
  await Promise.all(Array.from({ length: env().DATABASE_POOL }, () => db.execute(raw`select 1`)));
  await sql`select 1`;
  expect(isSlowOver).toBe(false);
  await Promise.all(work);
}, 20_000);

test("background work keeps its connections in a transaction and in what is prepared", async () => {
  const whoAsks = prepared("pid_of_asker", ["n"], (db) =>
    db.select({ pid: raw<number>`pg_backend_pid()` }).from(raw`(select 1) as one`),
  );
  const askTwenty = async () => {
    const asked = await Promise.all(
      Array.from({ length: 20 }, () => [
        transaction(async (tx) => (await tx.execute<{ pid: number }>(raw`select pg_backend_pid() as pid`))[0]?.pid),
        whoAsks(db, { n: 1 }).then(([row]) => row?.pid),
      ]).flat(),
    );
    return new Set(asked);
  };
  const [ofRequests, ofWork] = [await askTwenty(), await inBackground(askTwenty)];
  expect(ofWork.size).toBeGreaterThan(0);
  expect(ofWork.isDisjointFrom(ofRequests)).toBe(true);
  expect((await askTwenty()).isDisjointFrom(ofWork)).toBe(true);
});

/** The portal's own role does not see what others ask. */
const busyConnections = () =>
  asOwner(async (owner) => {
    const busy = await owner`
      select 1 from pg_stat_activity where datname = current_database() and query = ${slow} and state = 'active'`;
    return busy.count;
  });
