import postgres from "postgres";
import { expect, test } from "playwright/test";
import { freePort } from "../scripts/stack/ports";
import { Browser, startPortal, startWorld, type World } from "./portal-process";

const THREE_DAYS = 3 * 24 * 60 * 60 * 1000;

let world: World;
let sql: postgres.Sql;

test.beforeAll(async () => {
  world = await startWorld();
  world.hub.control.startTakes = 200;
  sql = postgres(world.databaseUrl, { max: 2, onnotice: () => undefined });
});

test.afterAll(async () => {
  await sql.end({ timeout: 1 });
  await world.stop();
});

const readiness = async (url: string) => {
  const answer = await fetch(`${url}/readyz`);
  return { ...((await answer.json()) as { reason?: string; clock_skew_seconds?: number }), status: answer.status };
};

test("a replica whose clock jumps three days answers nobody, ends nothing and signs nobody out, while the other goes on", async () => {
  const { alice, settings, databaseUrl } = world;
  const page = await alice.launch();
  await expect.poll(async () => (await sql`select 1 from workloads where state = 'running'`).length).toBe(1);
  const port = await freePort();
  const other = await startPortal({
    ...settings,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    NODE_OPTIONS: "--import ./app/testing/processes/shifted-date.ts",
  });
  const there = new Browser(other.url);
  const ask = (path: string) => there.ask(path, { headers: { cookie: alice.cookieHeader } });
  expect((await ask(page)).status).toBe(200);

  for (const shiftMs of [THREE_DAYS, -THREE_DAYS]) {
    other.child.send({ shiftMs });
    await expect.poll(() => readiness(other.url)).toMatchObject({ status: 503, clock_skew_seconds: shiftMs / 1000 });
    expect((await readiness(other.url)).reason).toContain(
      `clock is 259200 s ${shiftMs > 0 ? "ahead of" : "behind"} the`,
    );
    for (const path of [page, "/sign-in", "/api/v1/environments", "/api/webhooks/stripe"]) {
      const refused = await ask(path);
      expect(refused.status, path).toBe(503);
      expect(refused.headers.get("retry-after"), path).toBe("30");
      expect(refused.headers.get("set-cookie"), path).toBeNull();
    }
    expect(await (await ask(page)).text()).toContain("Nobody is signed out");
    expect((await fetch(`${other.url}/health`)).status).toBe(200);
    expect((await fetch(`${world.portal.url}/readyz`)).status).toBe(200);
    expect((await alice.ask(page)).status).toBe(200);

    other.child.send({ shiftMs: 0 });
    await expect.poll(async () => (await readiness(other.url)).status).toBe(200);
    expect((await ask(page)).status).toBe(200);
  }
  expect(await sql`select 1 from cron_runs where window_start > now() or claimed_at > now()`).toHaveLength(0);
  expect(await sql`select 1 from sessions where ended_at is not null or last_seen_at > now()`).toHaveLength(0);
  expect(await sql`select 1 from workloads where state = 'running'`).toHaveLength(1);
  expect(await other.stop()).toBe(0);
});
