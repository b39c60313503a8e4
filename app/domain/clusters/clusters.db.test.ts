import { afterAll, beforeEach, expect, test } from "vitest";
import { newId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { aCluster, resetSimulators, startSimulators } from "~/testing/placement-fixtures";
import { addClusterInput } from "./add-cluster-input";
import { openClusterSecret } from "~/domain/clusters/connections/cluster-secrets.server";
import { clustersOverview } from "./clusters.queries.server";
import { hopsworksOf, backendOf } from "~/domain/clusters/connections/connections.server";

const simulators = await startSimulators();
const { hopsworks, hub } = simulators;
afterAll(() => simulators.stop());
beforeEach(() => resetSimulators(simulators));

test("a cluster's secrets are sealed for their own place, and only the end of the key is ever shown", async () => {
  const id = await aCluster(simulators, { name: "north" });
  const [row] = await sql<
    { key: string; token: string }[]
  >`select hopsworks_key_sealed as key, hub_token_sealed as token from clusters`;
  expect(JSON.stringify(await sql`select c.*, a.after from clusters c, activity a`)).not.toMatch(
    new RegExp(`${hopsworks.apiKey}|${simulators.hubToken}`),
  );
  expect(await openClusterSecret(db, row!.key, "hopsworks_key", id)).toBe(hopsworks.apiKey);
  await expect(openClusterSecret(db, row!.key, "hub_token", id)).rejects.toThrow();
  await expect(openClusterSecret(db, row!.key, "hopsworks_key", newId("cluster"))).rejects.toThrow();
  const overview = await clustersOverview(db);
  expect(overview).toMatchObject([
    { id, name: "north", memberCount: 0, maxMembers: 10, hopsworksKeyLast4: hopsworks.apiKey.slice(-4) },
  ]);
  expect(JSON.stringify(overview)).not.toMatch(/v[12]\\./);
});

test("two clusters cannot have one name", async () => {
  await aCluster(simulators, { name: "north" });
  await expect(aCluster(simulators, { name: "north" })).rejects.toMatchObject({
    refusal: "conflict",
    code: "clusterNameTaken",
  });
  expect(await clustersOverview(db)).toHaveLength(1);
});

test("both systems of a cluster answer through its sealed secrets", async () => {
  const id = await aCluster(simulators);
  expect(await (await hopsworksOf(id)).version()).toMatch(/^5/);
  expect(await (await hopsworksOf(id)).findUserByEmail("nobody@example.org")).toBeUndefined();
  expect(await (await backendOf(id)).version()).toMatch(/^\d/);
});

test("a cluster keeps its connections until its row changes", async () => {
  const id = await aCluster(simulators);
  const [first, firstHub] = [await hopsworksOf(id), await backendOf(id)];
  expect([await hopsworksOf(id), await backendOf(id)]).toEqual([first, firstHub]);
  expect(await hopsworksOf(id)).toBe(first);
  await sql`update clusters set hopsworks_url = ${hub.url}, max_members = 5`;
  expect(await hopsworksOf(id)).not.toBe(first);
  expect(await backendOf(id)).toBe(firstHub);
});

test("an unknown cluster is not found", async () => {
  await expect(backendOf(newId("cluster"))).rejects.toMatchObject({ refusal: "not_found", code: "clusterUnknown" });
});

test("what an administrator enters is checked before it is kept", () => {
  const good = {
    name: " North ",
    hopsworksUrl: "https://hopsworks.example.org/",
    hopsworksKey: "prefix.secret",
    hopsworksIdpClientId: "atrium",
    hubApiUrl: "https://hub.example.org/hub/api/",
    hubPublicUrl: "https://hub.example.org",
    hubToken: "token",
    maxMembers: "50",
  };
  expect(addClusterInput.parse(good)).toMatchObject({
    name: "North",
    hopsworksUrl: "https://hopsworks.example.org",
    maxMembers: 50,
  });
  for (const bad of [
    { hopsworksKey: "nodot" },
    { hubApiUrl: "ftp://x" },
    { maxMembers: "0" },
    { maxMembers: "1.5" },
    { name: " " },
  ])
    expect(addClusterInput.safeParse({ ...good, ...bad }).success).toBe(false);
});
