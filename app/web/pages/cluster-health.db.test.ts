import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, freezeClock, HOUR, later, SECOND } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import type { ClusterId } from "~/core/id";
import { clustersWithState } from "~/domain/admin/clusters-with-state.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { loader } from "~/routes/pages/environments/launch";
import { setScene, startHub } from "~/testing/workload-fixtures";
import { cookieOfMember } from "~/testing/api-calls";
import { addCluster } from "~/domain/clusters/add-cluster.server";
import { checkHopsworks } from "~/domain/clusters/connections/check-hopsworks.server";
import { clustersOverview } from "~/domain/clusters/clusters.queries.server";
import { connectCluster } from "~/domain/clusters/connections/connect-cluster.server";
import { backendOf } from "~/domain/clusters/connections/connections.server";
import { recordHopsworksHealth, recordHubHealth } from "~/domain/clusters/connections/hub-health.queries.server";

let hub: HubSimulator;
let clusterId: ClusterId;
let alice: Viewer;

beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());
beforeEach(async () => {
  freezeClock(undefined);
  ({ clusterId, alice } = await setScene(hub));
});

const allClusters = async () => clustersWithState(db, await clustersOverview(db));
const clusterNow = async () => (await allClusters())[0];

async function launchPage() {
  const headers = { cookie: await cookieOfMember(alice.userId) };
  const request = new Request("http://localhost:3000/environments/new", { headers });
  return (await loader({ request, params: {}, context: {} })).hubDown;
}

test("one call that found a hub dead, on whatever path, tells everybody: no minute's round is waited for", async () => {
  const client = await backendOf(clusterId);
  await client.version();
  await expect.poll(async () => (await clusterNow())?.hub.state).toBe("up");
  expect(await launchPage()).toBeUndefined();
  hub.control.mood = 503;
  await expect(client.observe({ owner: "alice@example.org", name: "" })).rejects.toMatchObject({
    refusal: "unavailable",
  });
  await expect.poll(async () => (await clusterNow())?.hub.state).toBe("down");
  const [{ name }] = await sql<[{ name: string }]>`select name from clusters`;
  expect(await launchPage()).toMatchObject({ cluster: name });
  hub.control.mood = "well";
  await client.version();
  await expect.poll(async () => (await clusterNow())?.hub.state).toBe("up");
  expect(await launchPage()).toBeUndefined();
});

test("a Hopsworks that is dead is known before somebody needs it", async () => {
  expect((await clusterNow())?.hopsworks).toEqual({ state: "unknown" });
  expect(await checkHopsworks()).toEqual({ clusters: 1, answered: 0 });
  await expect.poll(async () => (await clusterNow())?.hopsworks.state).toBe("down");
});

test.each([
  ["hub", recordHubHealth],
  ["hopsworks", recordHopsworksHealth],
] as const)("of what replicas saw of a %s, what was seen last stands, whoever writes first", async (system, record) => {
  const seen = async () => (await clusterNow())?.[system].state;
  const now = clock.now();
  await record(db, clusterId, { state: "up", at: now });
  await record(db, clusterId, { state: "down", at: later(now, -SECOND) });
  expect(await seen()).toBe("up");
  await record(db, clusterId, { state: "down", at: now });
  expect(await seen()).toBe("down");
  await record(db, clusterId, { state: "down", at: later(now, HOUR) });
  await record(db, clusterId, { state: "up", at: now });
  expect(await seen(), "a clock that is ahead hides nothing").toBe("up");
});

test("a hub that is a cluster already is not added again, even when nobody tries it first", async () => {
  const [known] = await sql<[{ name: string }]>`select name from clusters`;
  const again = connectCluster(alice, {
    name: "south",
    hopsworksUrl: "http://localhost:2",
    hopsworksKey: "prefix.secret",
    hopsworksIdpClientId: "atrium",
    hubApiUrl: `${hub.apiUrl}/`,
    hubPublicUrl: "http://localhost:3",
    hubToken: "another-token",
    maxMembers: 10,
    anyway: true,
  });
  const params = { field: "hubApiUrl", cluster: known.name };
  await expect(again).rejects.toMatchObject({ refusal: "conflict", code: "hubKnown", params });
  expect(await allClusters()).toHaveLength(1);
});

test("two clusters from before that are one hub are told to admins, each at the other", async () => {
  const [first] = await sql<[{ name: string }]>`select name from clusters`;
  await addCluster({
    name: "the same again",
    hopsworksUrl: "http://localhost:2",
    hopsworksKey: "prefix.secret",
    hopsworksIdpClientId: "atrium",
    hubApiUrl: hub.apiUrl.replace("localhost", "127.0.0.1"),
    hubPublicUrl: "https://hub.example.org",
    hubToken: "another-token",
    maxMembers: 10,
    acceptsMembers: true,
    isSimulated: true,
  });
  const told = (await allClusters()).map(({ name, sharesHubWith }) => [name, sharesHubWith]);
  expect(told).toEqual([
    [first.name, ["the same again"]],
    ["the same again", [first.name]],
  ]);
});
