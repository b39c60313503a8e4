import { readdirSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { expect, test } from "playwright/test";
import { freePort } from "../scripts/stack/ports";
import { anEmptyDatabase, isReady, spawnPortal, startPortal, startWorld, withoutDatabase } from "./portal-process";
import type { World } from "./portal-process";

let world: World;
let sql: postgres.Sql;

test.beforeAll(async () => {
  world = await startWorld();
  world.hub.control.startTakes = 200;
  sql = postgres(world.databaseUrl, { max: 3, onnotice: () => undefined });
});

test.afterEach(async ({}, info) => {
  if (info.status !== info.expectedStatus) await info.attach("the portal's log", { body: world.portal.said() });
});

test.afterAll(async () => {
  await sql.end({ timeout: 1 });
  await world.stop();
});

/** Adds the job that asks the hub how it is. */
const watchTheHub = () =>
  sql`select graphile_worker.add_job('watch_cluster', ${JSON.stringify({ clusterId: world.clusterId })}::text::json)`;

const watches = () =>
  sql<
    { locked: boolean }[]
  >`select locked_at is not null as locked from graphile_worker.jobs where task_identifier = 'watch_cluster'`;

/** Holds `table` so that nobody can read it, until `release` is called or PostgreSQL goes away. */
async function hold(table: string): Promise<{ release: () => Promise<void> }> {
  const holder = postgres(world.databaseUrl, { max: 1, onnotice: () => undefined });
  await holder.unsafe(`begin; lock table ${table} in access exclusive mode`);
  return { release: () => holder.end({ timeout: 0 }) };
}

/** What an event stream says until it ends or has said `word`. */
async function followed(path: string, word: string): Promise<string> {
  const answer = await world.alice.ask(path, { signal: AbortSignal.timeout(10_000) });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  while (!heard.includes(word)) {
    const { done, value } = await reader.read();
    if (done) break;
    heard += value;
  }
  await reader.cancel();
  return heard;
}

type Answer = { begun: number; status: number; retryAfter: number; cookies: string[] };

/** Twenty of Alice's tabs ask for the dashboard all the time until `enough`. */
async function twentyTabs(answers: Answer[], enough: AbortSignal): Promise<void> {
  const tab = async () => {
    while (!enough.aborted) {
      const begun = performance.now();
      const answer = await world.alice.ask("/dashboard");
      await answer.text();
      const retryAfter = Number(answer.headers.get("retry-after"));
      answers.push({ begun, status: answer.status, retryAfter, cookies: answer.headers.getSetCookie() });
    }
  };
  await Promise.all(Array.from({ length: 20 }, tab));
}

for (const how of ["fast", "immediate"] as const)
  test(`PostgreSQL is stopped (${how}) under load: people are told to come back, and within 2 s of its return all is as before`, async () => {
    const { alice, portal } = world;
    const page = await alice.launch();
    expect(await followed(`${page}/progress`, "end")).toContain(`{"ready":true}`);

    // A job and a transaction are under way, and wait, when it happens.
    const held = [await hold("clusters"), await hold("activity")];
    await watchTheHub();
    await expect.poll(async () => (await watches()).map(({ locked }) => locked)).toEqual([true]);
    const stopping = alice.post(`${page}/stop`);

    const answers: Answer[] = [];
    const enough = new AbortController();
    const tabs = twentyTabs(answers, enough.signal);
    await withoutDatabase(world, how, async () => {
      for (const path of ["/dashboard", "/dashboard.data", "/usage.csv", `${page}/progress`, "/sign-in"]) {
        const { status, headers } = await alice.ask(path);
        expect
          .soft({ path, status, retryAfter: headers.get("retry-after") })
          .toEqual({ path, status: 503, retryAfter: "2" });
      }
      expect(await isReady(portal.url)).toBe(false);
      expect((await alice.ask("/health")).status).toBe(200);
      // Long enough for everything that runs to have noticed.
      await wait(500);
    });
    const back = performance.now();
    expect((await stopping).status).toBe(503);
    await Promise.all(held.map(({ release }) => release()));
    await wait(2000);
    const asked = answers.length;
    // Every tab that was waiting then has asked once more.
    await expect.poll(() => answers.length - asked, { timeout: 30_000 }).toBeGreaterThanOrEqual(40);
    enough.abort();
    await tabs;

    const away = answers.filter(({ status }) => status !== 200);
    expect(away.length).toBeGreaterThan(0);
    for (const answer of away) expect(answer).toMatchObject({ status: 503, retryAfter: 2, cookies: [] });
    expect(Math.max(...away.map(({ begun }) => begun)) - back).toBeLessThan(2000);
    expect(answers.some(({ begun }) => begun > back + 2000)).toBe(true);
    expect(await isReady(portal.url)).toBe(true);

    await test.step("the job that it interrupted is done, and pages hear news again", async () => {
      await expect.poll(async () => (await watches()).length, { timeout: 20_000 }).toBe(0);
      await stopAndFollow(page);
      await alice.post(`${page}/start`);
      expect(await followed(`${page}/progress`, "end")).toContain(`{"ready":true}`);
      await stopAndFollow(page);
    });
  });

async function stopAndFollow(page: string): Promise<void> {
  await world.alice.post(`${page}/stop`);
  expect(await followed(`${page}/progress`, "end")).toContain(`{"failed":true}`);
}

test("two replicas that start at once on an empty database migrate it once and set it up once", async () => {
  const DATABASE_URL = await anEmptyDatabase(world);
  const ports = [await freePort(), await freePort()];
  const replicas = await Promise.all(
    ports.map((port) => startPortal({ ...world.settings, DATABASE_URL, PORT: String(port) })),
  );
  const its = postgres(DATABASE_URL, { max: 1 });
  const [made] = await its`select (select count(*)::int from drizzle.__drizzle_migrations) as migrations,
    (select count(*)::int from price_books) as books, (select count(*)::int from sizes) as sizes`;
  await its.end();
  const migrations = readdirSync("drizzle/migrations").filter((name) => name.endsWith(".sql")).length;
  expect(made).toEqual({ migrations, books: 1, sizes: 3 });
  expect(await Promise.all(replicas.map((replica) => replica.stop()))).toEqual([0, 0]);
});

test("a replica that is told to stop says so, finishes what is under way, sends followers elsewhere, and leaves", async () => {
  const { alice, hub, settings, databaseUrl } = world;
  const replica = await startPortal({ ...settings, DATABASE_URL: databaseUrl, PORT: String(await freePort()) });
  hub.control.startTakes = 20_000;
  const page = await alice.launch();
  const cookie = alice.cookieHeader;
  const stream = await fetch(`${replica.url}${page}/progress`, { headers: { cookie } });
  const usage = await hold("usage_days");
  const slow = fetch(`${replica.url}/usage`, { headers: { cookie } });
  await wait(300);

  const began = performance.now();
  replica.child.kill("SIGTERM");
  await expect.poll(async () => (await fetch(`${replica.url}/readyz`)).status).toBe(503);
  expect(await stream.text()).not.toContain("event: end");
  await usage.release();
  expect((await slow).status).toBe(200);
  expect(await replica.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(10_000);
  hub.control.startTakes = 200;
  await stopAndFollow(page);
});

test("a portal that cannot start says why in a line, and says no secret", async () => {
  const settings = { ...world.settings, DATABASE_URL: world.databaseUrl };
  const [busy, wrong, away] = [
    spawnPortal(settings),
    spawnPortal({ ...settings, PORT: "many", CURRENCY: "euro" }),
    spawnPortal({ ...settings, DATABASE_URL: "postgres://atrium:hunter2@127.0.0.1:1/atrium" }),
  ];
  expect(await busy.ended).toBe(1);
  expect(busy.said()).toContain(`"port":${world.settings.PORT},"msg":"cannot listen on this port`);
  expect(await wrong.ended).toBe(78);
  expect(wrong.said().trim().split("\n")).toEqual([
    "Atrium cannot start:",
    expect.stringMatching(/^ {2}- PORT must be a whole number .* Example: PORT=3000$/),
    expect.stringMatching(/^ {2}- CURRENCY must be .* Example: CURRENCY=EUR$/),
  ]);
  expect(await away.ended).toBe(1);
  expect(away.said()).toContain(`"msg":"cannot prepare the database"`);
  expect(away.said()).not.toContain("hunter2");
});

test("while the hub is down, answers HTML or nothing at all, pages are there at once and say that the cluster does not answer", async () => {
  const { alice, hub } = world;
  const page = await alice.launch();
  expect(await followed(`${page}/progress`, "end")).toContain(`{"ready":true}`);
  hub.control.mood = "down";
  await watchTheHub();
  await expect.poll(async () => (await alice.ask(page)).text()).toContain("is not answering");
  for (const mood of ["down", 200, 502, "stalled"] as const) {
    hub.control.mood = mood;
    for (const path of ["/dashboard", "/environments", page]) {
      const began = performance.now();
      const answer = await alice.ask(path);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain("eu-1");
      expect(performance.now() - began, `${path} while the hub is ${mood}`).toBeLessThan(1000);
    }
  }
});
