import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freezeClock, later, clock, MINUTE } from "~/core/clock";
import { sql } from "~/db/pool.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { startApi, type ServedApi } from "~/testing/api-fixtures";
import { aMember } from "~/testing/billing/billing-fixtures";
import { reconcileUntil, setScene, startHub } from "~/testing/workload-fixtures";
import type { EnvironmentId } from "~/core/id";

let api: ServedApi;
let hub: HubSimulator;
let alice: Viewer;
let charlie: Viewer;

beforeAll(async () => {
  [api, hub] = await Promise.all([startApi(), startHub()]);
});
afterAll(() => Promise.all([api.stop(), hub.stop()]));
beforeEach(async () => {
  freezeClock(undefined);
  ({ alice, charlie } = await setScene(hub));
  await sql`truncate rate_limits`;
});

type Body = { status: string; data: Record<string, unknown>; timestamp: string; detail?: string; error_code?: string };

async function as(
  viewer: Viewer,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Body }> {
  const { token } = await startSession(viewer.userId, { userAgent: null });
  const answer = await fetch(`${api.hostUrl}${path}`, {
    method,
    headers: { cookie: `atrium=${token}`, "Content-Type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Body };
}

const launch = (viewer: Viewer, more: object = {}) =>
  as(viewer, "POST", "/environments", { image: "borisbolliet/cmbagent-ui:latest", ...more });

test("a client of the older system launches, watches, keeps alive and ends its environment", async () => {
  const created = await launch(alice, { config: { name: "My Research Env", description: "Analysis" } });
  expect(created).toMatchObject({
    status: 201,
    body: {
      status: "created",
      data: { env_id: expect.stringMatching(/^env_/) as string, pod_name: "alice@example.org", status: "creating" },
    },
  });
  const id = created.body.data["env_id"] as EnvironmentId;
  expect(created.body.data["url"]).toBe(`http://localhost:3000/environments/${id}`);

  await reconcileUntil(id, "running");
  const open = `http://localhost:3000/environments/${id}/open`;
  const active = await as(alice, "GET", "/environments");
  expect(active.body.data).toMatchObject({ active: true, environment: { env_id: id, status: "running", url: open } });
  const list = await as(alice, "GET", "/environments/list");
  expect(list.body.data["environments"]).toEqual([active.body.data["environment"]]);

  freezeClock(later(clock.now(), 45 * MINUTE + 30_000));
  expect((await as(alice, "GET", `/environments/${id}/info`)).body.data).toMatchObject({
    environment: { env_id: id },
    uptime_minutes: 45,
    auto_shutdown_enabled: false,
    max_uptime_minutes: null,
    time_until_shutdown_minutes: null,
    subscription_tier: "free",
  });
  const beat = await as(alice, "POST", "/environments/heartbeat");
  expect(beat).toEqual({ status: 200, body: { status: "success", message: "Heartbeat received" } });
  expect(hub.control.hub.user("alice@example.org")?.servers[""]?.last_activity).toBe(clock.now().toISOString());

  const ended = await as(alice, "DELETE", `/environments?env_id=${id}`);
  expect(ended).toEqual({
    status: 200,
    body: { status: "deleted", message: "Environment deleted successfully" },
  });
  await reconcileUntil(id, "stopped");
  expect((await as(alice, "GET", "/environments")).body.data).toEqual({ active: false, environment: null });
  expect((await as(alice, "GET", "/environments/list")).body.data["environments"]).toMatchObject([
    { env_id: id, status: "stopped", url: null },
  ]);
});

test("an environment was created when it was last launched, as it was for the older clients", async () => {
  const began = clock.now();
  const first = await launch(alice);
  const id = first.body.data["env_id"] as EnvironmentId;
  await reconcileUntil(id, "running");
  await as(alice, "DELETE", "/environments");
  await reconcileUntil(id, "stopped");
  freezeClock(later(began, 90 * MINUTE));
  const again = await launch(alice);
  expect(again.body.data).toMatchObject({ env_id: id, created_at: later(began, 90 * MINUTE).toISOString() });
  for (const path of ["/environments", "/environments/list", `/environments/${id}/info`])
    expect(JSON.stringify((await as(alice, "GET", path)).body), path).toContain(
      `"created_at":"${String(again.body.data["created_at"])}"`,
    );
});

test("launched twice it is one environment, and says which of the two launched it", async () => {
  const answers = [await launch(alice), await launch(alice)];
  expect(answers.map(({ status }) => status)).toEqual([201, 200]);
  expect(answers[0]?.body.data["env_id"]).toBe(answers[1]?.body.data["env_id"]);
});

test("what cannot be launched says why", async () => {
  expect(await launch(alice, { config: { size: "gigantic" } })).toMatchObject({
    status: 400,
    body: { error_code: "BAD_REQUEST", detail: expect.stringMatching(/^config\.size: /) as string },
  });
  expect(await as(alice, "POST", "/environments", {})).toMatchObject({
    status: 400,
    body: { error_code: "BAD_REQUEST", detail: expect.stringMatching(/^image: /) as string },
  });
  const bob = await aMember("bob");
  expect(await launch(bob)).toMatchObject({ status: 409, body: { error_code: "CONFLICT" } });
  await sql`update ledger_balances set amount_nano = 0`;
  expect(await launch(charlie)).toMatchObject({ status: 402, body: { error_code: "PAYMENT_REQUIRED" } });
});

test("somebody else's environment is not there, whatever is asked of it", async () => {
  const { body } = await launch(alice);
  const id = String(body.data["env_id"]);
  for (const [method, path] of [
    ["GET", `/environments/${id}/info`],
    ["DELETE", `/environments?env_id=${id}`],
  ] as const)
    expect(await as(charlie, method, path)).toMatchObject({ status: 404, body: { error_code: "NOT_FOUND" } });
  expect((await as(charlie, "GET", "/environments/list")).body.data).toEqual({ environments: [] });
});

test("with nothing up there is nothing to end or to keep alive", async () => {
  for (const [method, path] of [
    ["DELETE", "/environments"],
    ["POST", "/environments/heartbeat"],
  ] as const)
    expect(await as(charlie, method, path)).toMatchObject({
      status: 404,
      body: { detail: "You have no active environment." },
    });
});

test("while the hub is away a heartbeat says so, and the rest answers", async () => {
  const { body } = await launch(alice);
  await reconcileUntil(body.data["env_id"] as EnvironmentId, "running");
  hub.control.mood = 502;
  expect(await as(alice, "POST", "/environments/heartbeat")).toMatchObject({
    status: 503,
    body: { error_code: "SERVICE_UNAVAILABLE" },
  });
  expect((await as(alice, "GET", "/environments")).status).toBe(200);
});

test("who I am is told as the older system told it", async () => {
  expect((await as(alice, "GET", "/users/me")).body).toEqual({
    status: "success",
    data: {
      id: alice.userId,
      email: "alice@example.org",
      role: "user",
      subscription_tier: "free",
      created_at: expect.stringMatching(/Z$/) as string,
      max_uptime_minutes: null,
      auto_shutdown_enabled: false,
    },
    timestamp: expect.stringMatching(/Z$/) as string,
  });
});

test("an admin reads everybody and everything, page by page; a member does not", async () => {
  const ada = await aMember("ada");
  await sql`update users set is_admin = true where id = ${ada.userId}`;
  await launch(alice);
  await launch(charlie);
  const page = await as(ada, "GET", "/admin/environments?limit=1");
  const [newest] = page.body.data["environments"] as { env_id: string; user_id: string }[];
  expect(newest).toMatchObject({ user_id: charlie.userId, pod_name: "charlie@example.org", status: "creating" });
  const next = await as(ada, "GET", `/admin/environments?limit=1&before=${newest?.env_id}`);
  expect(next.body.data["environments"]).toMatchObject([{ user_id: alice.userId }]);
  const users = await as(ada, "GET", "/admin/users?q=alice");
  expect(users.body.data["users"]).toMatchObject([
    { email: "alice@example.org", role: "user", subscription_tier: "free" },
  ]);
  for (const path of ["/admin/users", "/admin/environments"])
    expect(await as(alice, "GET", path)).toMatchObject({ status: 403, body: { error_code: "FORBIDDEN" } });
});

test("after the minute's calls the next is refused with when to come back, and others are not", async () => {
  const answers = [];
  for (let call = 0; call < 62; call++) answers.push(await as(alice, "GET", "/users/me"));
  expect(answers.map(({ status }) => status)).toEqual([...Array<number>(60).fill(200), 429, 429]);
  expect(answers.at(-1)?.body).toMatchObject({
    detail: "Rate limit exceeded: 60 requests per minute",
    error_code: "RATE_LIMITED",
  });
  expect((await as(charlie, "GET", "/users/me")).status).toBe(200);
});
