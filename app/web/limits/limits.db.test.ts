import postgres from "postgres";
import { beforeEach, expect, inject, test, vi } from "vitest";
import { sql } from "~/db/pool.server";
import { asOwner } from "~/testing/database/as-owner";
import { limiter } from "./limiter.server";
import { allowanceHeaders, networkOf, requireAllowed } from "./limits.server";

beforeEach(() => sql`truncate rate_limits`);

test("several replicas count one caller together: of 200 calls exactly the limit passes", async () => {
  const replicas = [1, 2, 3].map(() => limiter("together", 60, 60));
  const all = await Promise.all(
    Array.from({ length: 200 }, (_, call) => replicas[call % replicas.length]!.count("alice")),
  );
  expect(all.filter(({ allowed }) => allowed).length).toBe(60);
  expect((await replicas[0]?.count("bob"))?.remaining).toBe(59);
});

test("who is over the limit is refused without the database being asked", async () => {
  const one = limiter("blocked", 1, 60);
  expect((await one.count("alice")).allowed).toBe(true);
  expect((await one.count("alice")).allowed).toBe(false);
  await sql`truncate rate_limits`;
  const again = await one.count("alice");
  expect(again).toMatchObject({ allowed: false, remaining: 0 });
  expect(again.resetsAt.getTime()).toBeGreaterThan(Date.now() + 55_000);
  expect((await sql`select 1 from rate_limits`).count).toBe(0);
});

test("the allowance comes back when its time is over", async () => {
  const brief = limiter("brief", 1, 1);
  await brief.count("alice");
  expect((await brief.count("alice")).allowed).toBe(false);
  await expect.poll(async () => (await brief.count("alice")).allowed, { timeout: 3000, interval: 200 }).toBe(true);
});

test("nobody waits while what is long over is cleared away", async () => {
  await sql`insert into rate_limits values ('long-over', 1, 1)`;
  await asOwner((owner) =>
    owner.begin(async (tx) => {
      await tx`select 1 from rate_limits where key = 'long-over' for update`;
      const timers = vi.spyOn(globalThis, "setTimeout");
      const fresh = limiter("fresh", 5, 60);
      const clear = timers.mock.calls.find(([, delay]) => delay === 5 * 60_000)?.[0];
      timers.mockRestore();
      // What it does every five minutes now has to wait for that row.
      clear?.();
      await expect.poll(async () => (await clearing(tx)).count, { timeout: 10_000 }).toBe(1);
      expect((await fresh.count("alice")).remaining).toBe(4);
    }),
  );
  await expect
    .poll(async () => (await sql`select 1 from rate_limits where key = 'long-over'`).count, { timeout: 10_000 })
    .toBe(0);
});

const clearing = (tx: postgres.TransactionSql) =>
  tx`select 1 from pg_stat_activity where datname = current_database() and query ~ '^DELETE' and wait_event_type = 'Lock'`;

test("while the database is away each replica counts for itself", async () => {
  const alone = limiter("alone", 2, 60);
  await alone.count("alice");
  const admin = postgres(`${inject("postgres")}postgres`, { max: 1, onnotice: () => undefined });
  const [{ name }] = await sql<[{ name: string }]>`select current_database() as name`;
  await admin.unsafe(`alter database ${name} allow_connections false`);
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  const meanwhile = [];
  for (let call = 0; call < 4; call++) meanwhile.push((await alone.count("alice")).allowed);
  expect(meanwhile).toEqual([true, true, false, false]);
  await admin.unsafe(`alter database ${name} allow_connections true`);
  await admin.end();
});

test("a refusal says the limit and when to come back", () => {
  const used = { allowed: false, limit: 10, remaining: 0, resetsAt: new Date(Date.now() + 90_000) };
  expect(() => requireAllowed(used, "tooManySignIns")).toThrow(
    expect.objectContaining({ refusal: "too_many", params: { limit: 10 }, retryAfterSeconds: 90 }) as Error,
  );
  expect(allowanceHeaders({ ...used, resetsAt: new Date(1_705_325_400_000) })).toEqual({
    "X-RateLimit-Limit": "10",
    "X-RateLimit-Remaining": "0",
    "X-RateLimit-Reset": "1705325400",
  });
});

test("of IPv6 a network counts as one address, and IPv4 is itself in either form", () => {
  expect(networkOf("2001:db8:1:2:aaaa::1")).toBe(networkOf("2001:db8:1:2:ffff:1:2:3"));
  expect(networkOf("2001:db8:1:2::1")).not.toBe(networkOf("2001:db8:1:3::1"));
  expect(networkOf("::ffff:192.0.2.7")).toBe("192.0.2.7");
});
