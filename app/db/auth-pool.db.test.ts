import { sql as raw } from "drizzle-orm";
import { expect, test } from "vitest";
import { env } from "~/core/env.server";
import { findMemberFacts } from "~/domain/identity/members/users.queries.server";
import { asOwner } from "~/testing/database/as-owner";
import { aMember } from "~/testing/billing/billing-fixtures";
import { cast } from "~/testing/cast";
import { db, authPoolSql } from "./pool.server";

test("who calls is found out while every connection of the pool is busy with something slow", async () => {
  const { userId } = await aMember("alice");
  await findMemberFacts(db, userId);
  const pool = env().DATABASE_POOL;
  let isSlowOver = false;
  const slow = Array.from({ length: pool + 1 }, async () => {
    await db.execute(raw`select pg_sleep(1)`);
    isSlowOver = true;
  });
  await expect.poll(busyConnections).toBe(pool);
  expect(await findMemberFacts(db, userId)).toMatchObject({ email: cast.alice.email });
  expect(isSlowOver).toBe(false);
  await Promise.all(slow);
});

test("what is asked at the same moment goes down one connection, and everyone gets their own answer", async () => {
  const asked = Array.from(
    { length: 300 },
    (_, n) => authPoolSql<[{ n: number; pid: number }]>`
    select ${n}::int as n, pg_backend_pid() as pid`,
  );
  const answers = (await Promise.all(asked)).map(([row]) => row);
  expect(answers.map(({ n }) => n)).toEqual(Array.from({ length: 300 }, (_, n) => n));
  expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1);
});

/** The portal's own role does not see what others ask. */
const busyConnections = () =>
  asOwner(async (owner) => {
    const busy =
      await owner`select 1 from pg_stat_activity where datname = current_database() and query = 'select pg_sleep(1)'`;
    return busy.count;
  });
