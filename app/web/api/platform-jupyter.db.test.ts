import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, freezeClock } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import { workloadsOf } from "~/domain/workloads/workloads.queries.server";
import { reconcileWorkload } from "~/domain/workloads/reconcile-workload.server";
import { invalidateHubStatus } from "~/domain/environments/cached-hub-status.server";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { callApi, cookieOfMember, refused, answerOf } from "~/testing/api-calls";
import { signedIn, startApi, type ServedApi } from "~/testing/api-fixtures";
import { cast } from "~/testing/cast";
import { reconcileUntil, setScene, startHub, startsAskedOf, type Scene } from "~/testing/workload-fixtures";

let hub: HubSimulator;
let api: ServedApi;
let scene: Scene;
let cookie: string;

beforeAll(async () => {
  [hub, api] = await Promise.all([startHub(), startApi()]);
});
afterAll(async () => {
  await Promise.all([api.stop(), hub.stop()]);
});
beforeEach(async () => {
  scene = await setScene(hub);
  cookie = await cookieOfMember(scene.alice.userId);
});
afterEach(() => {
  freezeClock(undefined);
  invalidateHubStatus(scene.clusterId, hers());
});

const hers = (name = "") => ({ owner: scene.alice.email, name });
const status = (sent: object = { cookie }) => answerOf(`${api.url}/api/jupyter/status`, sent);
const launch = (body: unknown = {}) => answerOf(`${api.url}/api/jupyter/launch`, { cookie, body });
const stop = () =>
  answerOf(`${api.url}/api/jupyter/stop`, { cookie, method: "POST", headers: { origin: "http://localhost:3000" } });
const notebook = async () => (await workloadsOf(db, scene.alice.userId))[0]!;
const reachable = { reachable: true, version: "6.1.1" };
const anId = expect.stringMatching(/^env_/) as string;
const stopped = { hub: reachable, user_exists: true, server_active: false, server: { state: "stopped" } };

test("a stranger is told nothing, and starts and stops nothing", async () => {
  expect(await status({})).toEqual(refused.stranger);
  for (const verb of ["launch", "stop"])
    expect(await answerOf(`${api.url}/api/jupyter/${verb}`, { body: {} })).toEqual(refused.stranger);
  expect(await answerOf(`${api.url}/api/jupyter/progress`)).toEqual(refused.stranger);
});

test("who has no place yet is told that", async () => {
  const bob = await signedIn(cast.bob);
  for (const path of ["status", "progress"])
    expect(await answerOf(`${api.url}/api/jupyter/${path}`, { cookie: bob.cookie })).toMatchObject([409, {}]);
});

test("asking how it stands makes the hub user where there is none", async () => {
  expect(hub.control.hub.user(scene.alice.email)).toBeUndefined();
  expect(await status()).toEqual([200, stopped]);
  expect(hub.control.hub.user(scene.alice.email)).toBeDefined();
});

test("a start is under way at once, is ready later, and launching that again starts nothing", async () => {
  const isPending = [202, { ...stopped, environment_id: anId, server: { state: "pending" } }];
  expect(await launch()).toEqual(isPending);
  expect(await launch({ size: "large" })).toEqual(isPending);
  const { id, size } = await notebook();
  expect(size.slug).toBe("small");
  await reconcileUntil(id, "running");
  const time = expect.stringMatching(/Z$/) as string;
  const ready = {
    hub: reachable,
    user_exists: true,
    environment_id: id,
    server_active: true,
    server: {
      state: "ready",
      url: `${hub.publicUrl}/hub/oauth_login?next=${encodeURIComponent("/user/alice@example.org/lab")}`,
      started: time,
      last_activity: time,
    },
  };
  expect(await launch()).toEqual([200, ready]);
  expect(await status()).toEqual([200, ready]);
  expect(startsAskedOf(hub)).toHaveLength(1);
});

test("a size is one on offer, by id or name; else the last one", async () => {
  expect(await launch({ size: "enormous" })).toMatchObject([400, {}]);
  expect(await launch({ size: 1 })).toMatchObject([400, {}]);
  expect(await launch({ profile: "large" })).toMatchObject([400, {}]);
  await sql`update ledger_balances set amount_nano = amount_nano * 100`;
  expect((await launch({ size: "large" }))[0]).toBe(202);
  const { id } = await notebook();
  await reconcileUntil(id, "running");
  expect((await stop())[0]).toBe(202);
  await reconcileUntil(id, "stopped");
  expect((await launch())[0]).toBe(202);
  expect((await notebook()).size.slug).toBe("large");
});

test("stopping says what is stopping and then that nothing runs; stopping nothing is no mistake", async () => {
  expect(await stop()).toEqual([200, stopped]);
  await launch();
  const { id } = await notebook();
  await reconcileUntil(id, "running");
  expect(await stop()).toMatchObject([202, { server_active: false, server: { state: "stopping" } }]);
  expect(await launch()).toMatchObject([409, {}]);
  await reconcileUntil(id, "stopped");
  invalidateHubStatus(scene.clusterId, hers());
  expect(await status()).toEqual([200, { ...stopped, environment_id: id }]);
});

test("a server that was started on the hub's own pages is shown, and stopped as any other", async () => {
  hub.control.hub.runs(scene.alice.email, "small");
  expect(await status()).toMatchObject([200, { server_active: true, server: { state: "ready" } }]);
  expect(await stop()).toMatchObject([202, { server: { state: "stopping" } }]);
  await reconcileUntil((await notebook()).id, "stopped");
  expect(hub.control.hub.stateOf(scene.alice.email, "")).toBeUndefined();
});

test("of many launches at once one is a start", async () => {
  const all = await Promise.all([1, 2, 3, 4, 5].map(() => launch()));
  expect(all.map(([code]) => code)).toEqual([202, 202, 202, 202, 202]);
  await reconcileUntil((await notebook()).id, "running");
  expect(startsAskedOf(hub)).toHaveLength(1);
});

test("without credit nothing is started", async () => {
  await sql`update ledger_balances set amount_nano = 0`;
  expect((await launch())[0]).toBe(402);
  expect(startsAskedOf(hub)).toHaveLength(0);
});

test.each(["down", "stalled", 503] as const)(
  "while the hub is %s, what the portal last knew is told",
  async (mood) => {
    await launch();
    const { id } = await notebook();
    await reconcileUntil(id, "running");
    hub.control.mood = mood;
    invalidateHubStatus(scene.clusterId, hers());
    const asked = performance.now();
    expect(await status()).toMatchObject([
      200,
      { hub: { reachable: false }, user_exists: true, server_active: true, server: { state: "ready" } },
    ]);
    expect(performance.now() - asked).toBeLessThan(8000);
  },
  30_000,
);

test("who asks again and again is answered from what the hub just said", async () => {
  freezeClock(clock.now());
  await status();
  const before = hub.control.calls.length;
  for (let i = 0; i < 5; i++) await status();
  expect(hub.control.calls.length).toBe(before);
});

test("charlie sees and stops his own alone", async () => {
  await launch();
  await reconcileUntil((await notebook()).id, "running");
  const charlie = await cookieOfMember(scene.charlie.userId);
  expect(await status({ cookie: charlie })).toEqual([200, stopped]);
  await answerOf(`${api.url}/api/jupyter/stop`, { cookie: charlie, body: {} });
  expect((await notebook()).state).toBe("running");
  expect(await answerOf(`${api.url}/api/jupyter/progress`, { cookie: charlie })).toMatchObject([404, {}]);
});

test("the start is followed to its end: steps that never go back, and where it opens", async () => {
  hub.control.startTakes = 400;
  await launch();
  const { id } = await notebook();
  const stream = fetch(`${api.url}/api/jupyter/progress`, { headers: { cookie } });
  await Promise.all([reconcileUntil(id, "running"), stream]);
  const answer = await stream;
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  const text = await answer.text();
  const steps = [...text.matchAll(/^data: (\{"progress".*\})$/gm)].map(([, json]) => JSON.parse(json ?? "") as { progress: number; ready?: true; url?: string }); // prettier-ignore
  expect(steps.map(({ progress }) => progress)).toEqual(
    steps.map(({ progress }) => progress).toSorted((a, b) => a - b),
  );
  expect(steps.at(-1)).toMatchObject({ progress: 100, ready: true, url: expect.stringContaining(hub.publicUrl) as string }); // prettier-ignore
  expect(text.trimEnd().endsWith("event: end\ndata: {}")).toBe(true);
});

test("a start that fails says so and why, and who comes when nothing starts hears the end at once", async () => {
  hub.control.failStartsWith = "The cluster has no free GPU.";
  await launch();
  const { id } = await notebook();
  await reconcileUntil(id, "failed");
  const { body: _, ...answer } = await callApi(`${api.url}/api/jupyter/status`, { cookie });
  expect(answer.status).toBe(200);
  const text = await (await fetch(`${api.url}/api/jupyter/progress`, { headers: { cookie } })).text();
  expect(text).toContain('"message":"The start failed: The cluster has no free GPU.","failed":true');
  hub.control.failStartsWith = undefined;
  await launch();
  await reconcileUntil(id, "running");
  await stop();
  await reconcileUntil(id, "stopped");
  await reconcileWorkload(id);
  const quiet = await (await fetch(`${api.url}/api/jupyter/progress`, { headers: { cookie } })).text();
  expect(quiet).not.toContain("progress");
  expect(quiet).toContain("event: end");
});
