import { afterEach, beforeEach, expect, test } from "vitest";
import { jupyterHub } from "./client.server";
import type { HubProgress } from "./hub";
import { startHubSimulator, type HubSimulator } from "./simulator";

const token = "portal-token";
const shortTimeouts = { read: 200, create: 200, change: 200, silence: 200, beforeRetry: 5 };
const down = { refusal: "unavailable", code: "hubDown" };
let simulator: HubSimulator;

beforeEach(async () => {
  simulator = await startHubSimulator({ token });
  simulator.control.startTakes = 100;
  simulator.control.hub.addUser("alice@example.org");
});
afterEach(() => simulator.stop());

test("a hub that cuts the connection is down, and is asked three times", async () => {
  simulator.control.mood = "down";
  await expect(hub().server("alice@example.org")).rejects.toMatchObject(down);
  expect(simulator.control.calls).toHaveLength(3);
});

test("a hub that never answers is down when the time for an answer is over", async () => {
  simulator.control.mood = "stalled";
  await expect(hub().server("alice@example.org")).rejects.toMatchObject(down);
  await expect(hub().activeServers()).rejects.toMatchObject(down);
  await expect(followed()).rejects.toMatchObject(down);
});

test.each([404, 502, 503])(
  "a proxy's page with status %i in place of the hub does not make anybody unknown: the hub is down",
  async (status) => {
    simulator.control.mood = status;
    await expect(hub().server("alice@example.org")).rejects.toMatchObject(down);
    await expect(hub().activeServers()).rejects.toMatchObject(down);
    await expect(hub().lastFailure("alice@example.org")).rejects.toMatchObject(down);
  },
);

test("a page that says 200 is no hub", async () => {
  simulator.control.mood = 200;
  const nonsense = { refusal: "unavailable", code: "hubAnsweredNonsense" };
  await expect(hub().version()).rejects.toMatchObject(nonsense);
  await expect(hub().server("alice@example.org")).rejects.toMatchObject(nonsense);
  await expect(followed()).rejects.toMatchObject(nonsense);
});

test("a broken hub is left alone for a while and then believed again", async () => {
  const patient = hub();
  simulator.control.mood = "down";
  for (let time = 0; time < 3; time++) await expect(patient.server("alice@example.org")).rejects.toMatchObject(down);
  expect(simulator.control.calls).toHaveLength(5);
  simulator.control.mood = "well";
  await expect(patient.server("alice@example.org")).rejects.toMatchObject(down);
  expect(await hub().server("alice@example.org")).toMatchObject({ state: "stopped" });
});

test("people whom the hub does not know do not count as a broken hub", async () => {
  const one = hub();
  for (let time = 0; time < 10; time++) await one.server("nobody@example.org");
  expect(await one.server("alice@example.org")).toMatchObject({ state: "stopped" });
});

test("a start that the hub never answered is not asked for again, and is refused when nothing came of it", async () => {
  simulator.control.cutStarts = "before";
  await expect(hub().startServer("alice@example.org", { profile: "small" })).rejects.toMatchObject(down);
  expect(starts()).toHaveLength(1);
  expect(await hub().server("alice@example.org")).toMatchObject({ state: "stopped" });
});

test("a start whose answer was lost is found to be under way", async () => {
  simulator.control.cutStarts = "after";
  expect(await hub().startServer("alice@example.org", { profile: "small" })).toMatchObject({ state: "pending" });
  expect(starts()).toHaveLength(1);
});

test("a start that fails is not asked for again", async () => {
  simulator.control.failStartsWith = "The image cannot be pulled.";
  await hub().startServer("alice@example.org", { profile: "small" });
  expect((await followed()).at(-1)).toEqual({ progress: 100, failed: true, message: "The image cannot be pulled." });
  expect(starts()).toHaveLength(1);
});

test("a busy hub says how long to wait", async () => {
  simulator.control.busy = 31;
  const busy = { refusal: "unavailable", code: "hubBusy" };
  await expect(hub().startServer("alice@example.org", { profile: "small" })).rejects.toMatchObject({
    ...busy,
    retryAfterSeconds: 31,
  });
  expect(starts()).toHaveLength(1);
});

test("where a busy hub does not say how long to wait, we say between half a minute and a minute", async () => {
  simulator.control.busy = true;
  const refusal: unknown = await hub()
    .startServer("alice@example.org", { profile: "small" })
    .catch((error: unknown) => error);
  const inTime = (seconds: number) => seconds >= 30 && seconds <= 60;
  expect(refusal).toMatchObject({ code: "hubBusy", retryAfterSeconds: expect.toSatisfy(inTime) as number });
});

test.each([
  ["5.5.1", { profile: "small" }],
  ["6.1.1", { user_options: { profile: "small" } }],
])("a hub of version %s is told the size in its own form", async (version, body) => {
  simulator.control.hub.version = version;
  expect(await hub().startServer("alice@example.org", { profile: "small" })).toMatchObject({ profile: "small" });
  expect(simulator.control.lastBody).toEqual(body);
});

test("a progress stream that falls silent is given up", async () => {
  simulator.control.startTakes = 5000;
  simulator.control.isSilent = true;
  await hub().startServer("alice@example.org", { profile: "small" });
  await expect(followed()).rejects.toMatchObject(down);
});

test("whoever stops following ends the stream without an error", async () => {
  simulator.control.startTakes = 5000;
  await hub().startServer("alice@example.org", { profile: "small" });
  const leaving = new AbortController();
  for await (const event of hub().progress("alice@example.org", { signal: leaving.signal })) {
    expect(event.message).toBe("Server requested");
    leaving.abort();
  }
});

test("a long list of servers is read to its end", async () => {
  everybodyRuns(450);
  const { servers, observedAt } = await hub().activeServers();
  expect(new Set(servers.map((server) => server.username)).size).toBe(450);
  expect(servers.at(7)).toMatchObject({ username: "member7@example.org", serverName: "", profile: "small" });
  expect(observedAt.getMilliseconds()).toBe(0);
  expect(simulator.control.calls).toHaveLength(3);
});

test("a list that shifts while it is read is refused, not half believed", async () => {
  everybodyRuns(450);
  simulator.control.beforeAnswer = () => {
    if (simulator.control.calls.length === 2) simulator.control.hub.removeUser("member3@example.org");
  };
  await expect(hub().activeServers()).rejects.toMatchObject({ refusal: "unavailable", code: "hubListIncomplete" });
});

test("a list that ends before its total is refused", async () => {
  everybodyRuns(450);
  simulator.control.beforeAnswer = () => {
    simulator.control.hub.hiddenUsers = 40;
  };
  await expect(hub().activeServers()).rejects.toMatchObject({ refusal: "unavailable", code: "hubListIncomplete" });
});

test("a server that is still starting is not on the list", async () => {
  await hub().startServer("alice@example.org", { profile: "small" });
  expect((await hub().activeServers()).servers).toEqual([]);
});

test("a name that would lead elsewhere stays a name", async () => {
  expect(await hub().server("../services?x=1#y/z")).toEqual({ state: "absent" });
  expect(simulator.control.calls.at(-1)).toBe("GET /hub/api/users/..%2Fservices%3Fx%3D1%23y%2Fz");
  await expect(hub().ensureUser("a/b")).rejects.toMatchObject({
    refusal: "invalid",
    code: "hubRefusesName",
    params: { username: "a/b" },
  });
});

test("where a notebook would open, the simulator says in English and Persian that it is one", async () => {
  const lab = `${simulator.publicUrl}/user/alice@example.org/`;
  expect((await fetch(lab)).status).toBe(424);
  everybodyRuns(1);
  const page = await fetch(`${simulator.publicUrl}/user/member0@example.org/`);
  expect(page.url).toContain("/lab");
  expect(await page.text()).toMatch(/only in a simulator of JupyterHub[\s\S]*شبیه‌ساز/);
});

const hub = () => jupyterHub({ apiUrl: simulator.apiUrl, token, fetch }, shortTimeouts);
const starts = () => simulator.control.calls.filter((call) => call.startsWith("POST"));

async function followed(): Promise<HubProgress[]> {
  const events: HubProgress[] = [];
  const { signal } = new AbortController();
  for await (const event of hub().progress("alice@example.org", { signal })) events.push(event);
  return events;
}

function everybodyRuns(count: number): void {
  simulator.control.forget();
  for (let index = 0; index < count; index++) simulator.control.hub.runs(`member${index}@example.org`, "small");
}
