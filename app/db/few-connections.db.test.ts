import { sql as raw } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { env } from "~/core/env.server";
import { log } from "~/core/log.server";
import { metrics } from "~/core/metrics.server";
import { asOwner } from "~/testing/database/as-owner";
import { readiness } from "~/web/operations/health.server";
import { PORTAL_ROLE } from "./grant-portal-role.server";
import { isDatabaseAway } from "./is-database-away.server";
import { closePool, db } from "./pool.server";
import { connectionsNeeded, warnOfFewConnections } from "./warn-of-few-connections.server";

/** A login that may open three connections at once. */
const login = `few_${process.pid}`;
const before = String(process.env["DATABASE_URL"]);

beforeAll(async () => {
  await asOwner((owner) =>
    owner.unsafe(`create role ${login} login password 'few' connection limit 3; grant ${PORTAL_ROLE} to ${login}`),
  );
  process.env["DATABASE_URL"] = before.replace("postgres:postgres", `${login}:few`);
});

afterAll(async () => {
  await closePool();
  process.env["DATABASE_URL"] = before;
  await asOwner((owner) => owner.unsafe(`drop role ${login}`));
});

test("the start says in numbers that PostgreSQL grants fewer connections than this replica may open", async () => {
  const warn = vi.spyOn(log, "warn");
  await warnOfFewConnections();
  const needed = connectionsNeeded();
  expect(needed).toBeGreaterThan(env().DATABASE_POOL * 1.5);
  const used = expect.any(Number) as number;
  expect(warn.mock.calls).toEqual([[{ needed, allowed: 3, used }, expect.stringContaining("max_connections")]]);
});

test("too few connections are told: in the log, now and then; in the metrics; and on /readyz, which goes on to take requests", async () => {
  expect(await readiness()).toEqual({ status: "ready" });
  const warn = vi.spyOn(log, "warn");
  const asked = Array.from({ length: 60 }, () => db.execute(raw`select pg_sleep(0.05)`));
  const refused = (await Promise.allSettled(asked)).flatMap((one) =>
    one.status === "rejected" ? [one.reason as unknown] : [],
  );
  expect(refused.length).toBeGreaterThan(1);
  expect(refused.every(isDatabaseAway)).toBe(true);
  const lines = warn.mock.calls.filter(([about]) => (about as { cause?: string }).cause === "too_many_connections");
  expect(lines).toEqual([
    [{ pool: "requests", cause: "too_many_connections" }, expect.stringContaining("takes no more connections")],
  ]);
  expect(await readiness()).toMatchObject({
    status: "degraded",
    database: expect.arrayContaining(["too_many_connections"]) as string[],
  });
  const text = await metrics.metrics();
  const counted = Number(
    /^atrium_database_failures_total\{pool="requests",cause="too_many_connections"\} (\d+)$/m.exec(text)?.[1],
  );
  expect(counted).toBeGreaterThanOrEqual(refused.length);
  expect(text).toMatch(/^atrium_database_wait_seconds_count\{pool="requests"\} \d+$/m);
});

test("who waits long for a connection of a busy pool is counted, and told on /readyz", async () => {
  const slow = Array.from({ length: 8 }, () =>
    db.execute(raw`select pg_sleep(0.7)`).then(
      () => undefined,
      () => undefined,
    ),
  );
  await Promise.all(slow);
  const text = await metrics.metrics();
  const under = (le: string) =>
    Number(
      new RegExp(`^atrium_database_wait_seconds_bucket\\{le="${le}",pool="requests"\\} (\\d+)$`, "m").exec(text)?.[1],
    );
  expect(under("[+]Inf")).toBeGreaterThan(under("1"));
  expect(await readiness()).toMatchObject({
    status: "degraded",
    database: expect.arrayContaining(["slow"]) as string[],
  });
});
