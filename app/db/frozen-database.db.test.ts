import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql as raw } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { SECOND } from "~/core/clock";
import { asOwner } from "~/testing/database/as-owner";
import { freezePostgres } from "~/testing/processes/freeze-postgres";
import { readiness } from "~/web/operations/health.server";
import { startPostgres, type Postgres } from "../../scripts/stack/postgres";
import { isDatabaseAway } from "./is-database-away.server";
import { migrateDatabase } from "./migrate.server";
import { closePool, db, authPoolSql, sql, type Db } from "./pool.server";
import { withQueryDeadline } from "./query-deadline.server";
import { transaction } from "./transaction.server";

/** A server of its own: the others' must not stand still. */
const directory = mkdtempSync(join(tmpdir(), "atrium-frozen-"));
let server: Postgres;
let thaw: () => void = () => undefined;
const freeze = () => void (thaw = freezePostgres(directory));

beforeAll(async () => {
  chmodSync(directory, 0o755);
  server = await startPostgres({ directory, fast: true });
  process.env["DATABASE_URL"] = server.url("postgres");
  await migrateDatabase(server.url("postgres"));
  await asOwner((owner) => owner`create table pairs (half text)`);
});

afterEach(() => thaw());

afterAll(async () => {
  thaw();
  await closePool();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** How a question ended, and after how many seconds. */
async function ended(question: PromiseLike<unknown>) {
  const began = performance.now();
  const outcome = await question.then(
    () => "answered",
    (error: unknown) => (isDatabaseAway(error) ? "away" : error),
  );
  return { outcome, seconds: (performance.now() - began) / SECOND };
}

const askAuthPool = () => ended(authPoolSql`select 1`);

test("a PostgreSQL that stands still is given up after three seconds by what every request asks, then at once, and is found within two when it goes on", async () => {
  expect(await readiness()).toEqual({ status: "ready" });
  freeze();
  const first = await Promise.all(Array.from({ length: 50 }, askAuthPool));
  for (const { outcome, seconds } of first)
    expect({ outcome, soon: seconds < 4 }).toEqual({ outcome: "away", soon: true });
  expect(await readiness()).toEqual({ status: "not ready" });
  const later = await Promise.all(Array.from({ length: 50 }, askAuthPool));
  for (const { outcome, seconds } of later)
    expect({ outcome, soon: seconds < 1 }).toEqual({ outcome: "away", soon: true });
  thaw();
  const back = performance.now();
  await expect.poll(async () => (await askAuthPool()).outcome, { timeout: 5000, interval: 50 }).toBe("answered");
  expect(await readiness()).toEqual({ status: "ready" });
  expect(performance.now() - back).toBeLessThan(2 * SECOND);
});

test("each query has the deadline of what it is part of, and those that wait for a connection are told in time, too", async () => {
  await withQueryDeadline(1, () => Promise.all(Array.from({ length: 3 }, () => db.execute(raw`select 1`))));
  freeze();
  const asked = await withQueryDeadline(1, () =>
    Promise.all(Array.from({ length: 100 }, () => ended(db.execute(raw`select 1`)))),
  );
  for (const { outcome, seconds } of asked)
    expect({ outcome, soon: seconds < 8 }).toEqual({ outcome: "away", soon: true });
  thaw();
  await expect.poll(async () => (await ended(db.execute(raw`select 1`))).outcome, { timeout: 5000 }).toBe("answered");
});

test.each([
  ["amid its writes", async (tx: Db) => (freeze(), tx.execute(raw`insert into pairs values ('second')`))],
  ["at its end", async (tx: Db) => (await tx.execute(raw`insert into pairs values ('second')`), freeze())],
])(
  "a transaction that is given up %s has happened wholly or not at all, and holds nobody up afterwards",
  async (_, end) => {
    await sql`delete from pairs`;
    const lock = (tx: Db) => tx.execute(raw`select pg_advisory_xact_lock(7)`);
    const given = withQueryDeadline(1, () =>
      transaction(async (tx) => {
        await lock(tx);
        await tx.execute(raw`insert into pairs values ('first')`);
        await end(tx);
      }),
    );
    expect(await ended(given)).toMatchObject({ outcome: "away" });
    thaw();
    const next = await ended(transaction(lock));
    expect(next).toMatchObject({ outcome: "answered" });
    expect(next.seconds).toBeLessThan(2);
    const [row] = await sql<[{ halves: number }]>`select count(*)::int as halves from pairs`;
    expect([0, 2]).toContain(row.halves);
  },
);

test("what follows news hears them again after PostgreSQL stood still", async () => {
  const heard: string[] = [];
  await sql.listen("environment", (id) => heard.push(id));
  freeze();
  await Promise.all(Array.from({ length: 5 }, askAuthPool));
  thaw();
  await expect
    .poll(
      async () => {
        await sql`select pg_notify('environment', 'env_again')`.catch(() => undefined);
        return heard.length;
      },
      { timeout: 5000 },
    )
    .toBeGreaterThan(0);
});
