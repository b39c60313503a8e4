import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clock, freezeClock } from "~/core/clock";
import type { EnvironmentId } from "~/core/id";
import { sql } from "~/db/pool.server";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { callApi, cookieOfMember } from "~/testing/api-calls";
import { startApi, type ServedApi } from "~/testing/api-fixtures";
import { reconcileUntil, setScene, startHub } from "~/testing/workload-fixtures";

let hub: HubSimulator;
let api: ServedApi;
let alice: string;
let charlie: string;

beforeAll(async () => {
  [hub, api] = await Promise.all([startHub(), startApi()]);
});
afterAll(() => Promise.all([api.stop(), hub.stop()]));
beforeEach(async () => {
  freezeClock(undefined);
  const scene = await setScene(hub);
  [alice, charlie] = await Promise.all([cookieOfMember(scene.alice.userId), cookieOfMember(scene.charlie.userId)]);
  await sql`update clusters set named_servers = true`;
  await sql`truncate rate_limits`;
});

const headers = { origin: "http://localhost:3000" };
const get = (path: string, cookie = alice) => callApi(`${api.url}/api${path}`, { cookie });
const post = (path: string, body: unknown = {}, cookie = alice) =>
  callApi(`${api.url}/api${path}`, { cookie, body, headers, method: "POST" });
const create = (more: object, cookie = alice) => post("/v1/environments", { image: "any", ...more }, cookie);
const idIn = ({ body }: { body: unknown }) => (body as { environment_id: EnvironmentId }).environment_id;

/** Past what the portal remembers of the hub. */
const later = () => freezeClock(new Date(clock.now().getTime() + 3000));

describe("/api/jupyter", () => {
  test("launches, tells, stops and follows an environment by its id, and the notebook without", async () => {
    const notebook = await post("/jupyter/launch");
    const gpu = await post("/jupyter/launch", { name: "GPU work", size: "medium" });
    expect(gpu).toMatchObject({ status: 202, body: { server: { state: "pending" } } });
    expect(idIn(gpu)).not.toBe(idIn(notebook));
    for (const one of [notebook, gpu]) await reconcileUntil(idIn(one), "running");
    later();
    expect((await get("/jupyter/status")).body).toMatchObject({ environment_id: idIn(notebook), server_active: true });
    const status = `/jupyter/status?id=${idIn(gpu)}`;
    const server = { state: "ready", url: expect.stringContaining("env-gpu-work%2Flab") as string };
    expect((await get(status)).body).toMatchObject({ environment_id: idIn(gpu), server });

    expect(await post(`/jupyter/stop?id=${idIn(gpu)}`)).toMatchObject({ status: 202 });
    await reconcileUntil(idIn(gpu), "stopped");
    later();
    expect((await get(status)).body).toMatchObject({ server_active: false, server: { state: "stopped" } });
    expect((await get("/jupyter/status")).body).toMatchObject({ server_active: true });
    expect(await post("/jupyter/launch", { id: idIn(gpu) })).toMatchObject({ status: 202 });
  });

  test("knows nothing of somebody else's", async () => {
    const id = idIn(await post("/jupyter/launch", { name: "GPU work" }));
    const asCharlie = [
      await get(`/jupyter/status?id=${id}`, charlie),
      await get(`/jupyter/progress?id=${id}`, charlie),
      await post(`/jupyter/stop?id=${id}`, {}, charlie),
      await post("/jupyter/launch", { id }, charlie),
    ];
    expect(asCharlie.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });
});

describe("the workspace family", () => {
  test("makes another environment by its name, and starts the notebook without, whatever that is shown as", async () => {
    const notebook = await create({ config: { name: "My Research Env" } });
    expect(notebook).toMatchObject({ status: 201, body: { data: { pod_name: "alice@example.org" } } });
    const again = await create({ config: { name: "Other words" } });
    expect(again, "config.name is what older clients send always").toMatchObject({ status: 200 });
    const gpu = await create({ name: "GPU work" });
    expect(gpu).toMatchObject({ status: 201, body: { data: { pod_name: "alice@example.org/env-gpu-work" } } });
    const { env_id } = (gpu.body as { data: { env_id: EnvironmentId } }).data;
    expect(await create({ env_id })).toMatchObject({ status: 200, body: { data: { env_id } } });
    expect(await create({ env_id }, charlie)).toMatchObject({ status: 404, body: { error_code: "NOT_FOUND" } });
  });

  test("hears which environment is in use", async () => {
    const first = idIn(await post("/jupyter/launch"));
    const second = idIn(await post("/jupyter/launch", { name: "GPU work" }));
    for (const id of [first, second]) await reconcileUntil(id, "running");
    later();
    expect(await post(`/v1/environments/heartbeat?env_id=${first}`)).toMatchObject({ status: 200 });
    const servers = hub.control.hub.user("alice@example.org")?.servers;
    expect(servers?.[""]?.last_activity).toBe(clock.now().toISOString());
    expect(servers?.["env-gpu-work"]?.last_activity).not.toBe(clock.now().toISOString());
    expect(await post(`/v1/environments/heartbeat?env_id=${first}`, {}, charlie)).toMatchObject({ status: 404 });
  });
});

test("both families refuse alike: a name that is taken, a hub that allows none, an id beside a name", async () => {
  const id = idIn(await post("/jupyter/launch", { name: "GPU work" }));
  const both = (more: object) =>
    Promise.all([post("/jupyter/launch", more), create("id" in more ? { name: "x", env_id: id } : more)]);
  for (const { status, body } of await both({ name: "gpu work" })) {
    expect(status).toBe(409);
    expect(JSON.stringify(body)).toContain("You already have an environment named");
  }
  for (const { status } of await both({ name: "x", id })) expect(status).toBe(400);
  for (const { status } of await both({ name: " " })) expect(status).toBe(400);
  await sql`update clusters set named_servers = false`;
  for (const { status, body } of await both({ name: "Another" })) {
    expect(status).toBe(409);
    expect(JSON.stringify(body)).toContain("gives each member one server");
  }
});
