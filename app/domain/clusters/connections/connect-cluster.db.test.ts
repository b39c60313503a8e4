import { afterAll, beforeEach, expect, test } from "vitest";
import { env } from "~/core/env.server";
import { newId, type UserId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import { aCluster, aUser, resetSimulators, jobsWaiting, startSimulators } from "~/testing/placement-fixtures";
import { changeCluster } from "~/domain/clusters/change-cluster.server";
import { clustersOverview } from "~/domain/clusters/clusters.queries.server";
import type { ConnectClusterInput } from "./connect-cluster-input";
import { connectCluster } from "./connect-cluster.server";
import { hopsworksOf, backendOf } from "./connections.server";
import { placeMember } from "~/domain/clusters/placement/place-member.server";
import { placementOf } from "~/domain/clusters/placement/placement-of.server";
import { requestPlacement } from "~/domain/clusters/placement/request-placement.server";
import { tryCluster } from "./try-cluster.server";

const simulators = await startSimulators();
const { hopsworks, hub } = simulators;
let ada: Viewer;
afterAll(() => simulators.stop());
beforeEach(async () => {
  await resetSimulators(simulators);
  ada = { userId: await aUser("ada@example.org", "Ada"), email: "ada@example.org", name: "Ada", isAdmin: true };
});

const north = (): ConnectClusterInput => ({
  name: "north",
  hopsworksUrl: hopsworks.url,
  hopsworksKey: hopsworks.apiKey,
  hopsworksIdpClientId: "atrium",
  hubApiUrl: hub.apiUrl,
  hubPublicUrl: hub.publicUrl,
  hubToken: simulators.hubToken,
  maxMembers: 2,
  anyway: false,
});

async function membersWaiting(count: number): Promise<UserId[]> {
  const members: UserId[] = [];
  for (let n = 0; n < count; n++) {
    members.push(await aUser(`m${n}@example.org`));
    await requestPlacement(members[n]!);
    await placeMember(members[n]!);
  }
  await sql`truncate graphile_worker._private_jobs`;
  return members;
}

const statesOf = (members: readonly UserId[]) =>
  Promise.all(members.map(async (id) => (await placementOf(db, id))?.state));
const activityOf = (action: string) =>
  sql`select actor_id as actor, target_id as target, before, after from activity where action = ${action}`;

test("a trial learns both versions and leaves nothing behind", async () => {
  const users = hopsworks.control.users().length;
  expect(await tryCluster(north())).toEqual({ hopsworksVersion: "5.0.0", hubVersion: "6.1.1" });
  expect([hopsworks.control.users().length, hub.control.hub.users()]).toEqual([users, []]);
});

test.each<[string, () => Partial<ConnectClusterInput>]>([
  ["hopsworksDown", () => ({ hopsworksUrl: "http://127.0.0.1:9" })],
  ["hopsworksAnsweredNonsense", () => ({ hopsworksUrl: hub.url })],
  ["hopsworksRefusesKey", () => ({ hopsworksKey: "wrong.key" })],
  ["hopsworksRefusesKey", () => ({ hopsworksKey: hopsworks.control.addKey(10000, ["PROJECT"]) })],
  ["hubDown", () => ({ hubApiUrl: "http://127.0.0.1:9/hub/api" })],
  ["hubDown", () => ((hub.control.mood = 503), {})],
  ["hubAnsweredNonsense", () => ((hub.control.mood = 200), {})],
  ["hubAnsweredNonsense", () => ({ hubApiUrl: `${hub.apiUrl}/hub/api` })],
  ["hubRefusesPortal", () => ({ hubToken: "another-token" })],
])("a cluster is not added when its trial ends with %s (%#)", async (code, wrong) => {
  await expect(connectCluster(ada, { ...north(), ...wrong() })).rejects.toMatchObject({ refusal: "invalid", code });
  expect(await clustersOverview(db)).toEqual([]);
  expect(await activityOf("cluster.add")).toEqual([]);
});

test("a system that takes the call and never answers is waited for as long as a person would", async () => {
  hub.control.mood = "stalled";
  await expect(tryCluster(north(), 300)).rejects.toMatchObject({ code: "hubDown" });
  hopsworks.control.misbehave("stalled");
  await expect(tryCluster(north(), 300)).rejects.toMatchObject({ code: "hopsworksDown" });
});

test("a cluster that answers is added with its version, by whom, and whoever waits gets in at once", async () => {
  const members = await membersWaiting(3);
  const { id, admitted } = await connectCluster(ada, north());
  expect(admitted).toBe(2);
  expect(await statesOf(members)).toEqual(["placing", "placing", "waiting"]);
  expect(await jobsWaiting()).toBe(2);
  expect(await clustersOverview(db)).toMatchObject([
    { id, name: "north", hubState: "up", hubVersion: "6.1.1", acceptsMembers: true, isSimulated: false },
  ]);
  expect(await activityOf("cluster.add")).toMatchObject([{ actor: ada.userId, target: id, after: { name: "north" } }]);
});

test("a cluster that does not answer can be added anyway; nothing is sent to it, and its health is unknown", async () => {
  hub.control.mood = "down";
  hub.control.calls.splice(0);
  await connectCluster(ada, { ...north(), anyway: true });
  expect(hub.control.calls).toEqual([]);
  expect(await clustersOverview(db)).toMatchObject([{ name: "north", hubState: null, hubCheckedAt: null }]);
});

test("in production secrets are not sent to an address that others can read, not even to try it", async () => {
  env().ATRIUM_MODE = "production";
  try {
    for (const anyway of [false, true])
      await expect(
        connectCluster(ada, { ...north(), hopsworksUrl: "http://hopsworks.invalid", anyway }),
      ).rejects.toMatchObject({
        refusal: "invalid",
        code: "addressNotEncrypted",
        params: { field: "hopsworksUrl", address: "http://hopsworks.invalid" },
      });
    await connectCluster(ada, north());
  } finally {
    env().ATRIUM_MODE = "test";
  }
});

test.each<[string, string, () => Partial<ConnectClusterInput>]>([
  ["clusterAddressPrivate", "hopsworksUrl", () => ({ hopsworksUrl: "https://10.0.0.7" })],
  ["clusterAddressPrivate", "hubApiUrl", () => ({ hubApiUrl: "https://169.254.169.254/hub/api" })],
  ["clusterAddressPrivate", "hubApiUrl", () => ({ hubApiUrl: "https://[::ffff:10.0.0.7]/hub/api" })],
  ["addressNotHttps", "hopsworksUrl", () => ({ hopsworksUrl: "http://hopsworks.example.org" })],
  ["addressIsPortal", "hopsworksUrl", () => ({ hopsworksUrl: env().APP_URL })],
])("%s is said at %s before anything is sent there, even when it is to be added anyway", async (code, field, wrong) => {
  for (const anyway of [false, true])
    await expect(connectCluster(ada, { ...north(), ...wrong(), anyway })).rejects.toMatchObject({
      refusal: "invalid",
      code,
      params: { field },
    });
  expect(await clustersOverview(db)).toEqual([]);
});

test("a cluster that is in the database with a private address is not asked, and the refusal says who can allow it", async () => {
  const id = await aCluster(simulators, { hopsworksUrl: "https://10.0.0.7", hubApiUrl: "https://10.0.0.7/hub/api" });
  const code = "clusterAddressPrivate";
  const params = { host: "10.0.0.7" };
  await expect((await hopsworksOf(id)).version()).rejects.toMatchObject({ refusal: "unavailable", code, params });
  await expect((await backendOf(id)).version()).rejects.toMatchObject({ refusal: "unavailable", code, params });
  const { signal } = new AbortController();
  const progress = (await backendOf(id)).progress({ owner: "alice", name: "" }, signal)[Symbol.asyncIterator]();
  await expect(progress.next()).rejects.toMatchObject({ code });
});

test("the hub's pages are never the portal's own", async () => {
  const own = { ...north(), hubPublicUrl: `${env().APP_URL}/jupyter`, anyway: true };
  await expect(connectCluster(ada, own)).rejects.toMatchObject({ refusal: "invalid", code: "hubOnPortalOrigin" });
});

test("raising the most members places at once exactly as many as there is capacity for", async () => {
  const id = await aCluster(simulators, { maxMembers: 1 });
  const members = await membersWaiting(4);
  expect(await changeCluster(ada, id, { maxMembers: 3, acceptsMembers: true })).toBe(2);
  expect(await statesOf(members)).toEqual(["placed", "placing", "placing", "waiting"]);
  expect(await activityOf("cluster.change")).toEqual([
    {
      actor: ada.userId,
      target: id,
      before: { maxMembers: 1, acceptsMembers: true },
      after: { maxMembers: 3, acceptsMembers: true },
    },
  ]);
});

test("a cluster that is drained keeps its members, takes no other, and takes them again when it is opened", async () => {
  const id = await aCluster(simulators, { maxMembers: 5 });
  const [first] = await membersWaiting(1);
  expect(await changeCluster(ada, id, { maxMembers: 5, acceptsMembers: false })).toBe(0);
  const late = await aUser("late@example.org");
  await requestPlacement(late);
  await placeMember(late);
  expect(await statesOf([first!, late])).toEqual(["placed", "waiting"]);
  expect(await changeCluster(ada, id, { maxMembers: 5, acceptsMembers: true })).toBe(1);
  expect(await statesOf([first!, late])).toEqual(["placed", "placing"]);
});

test("nobody who has a place loses it to a smaller limit", async () => {
  const id = await aCluster(simulators, { maxMembers: 5 });
  await membersWaiting(2);
  await expect(changeCluster(ada, id, { maxMembers: 1, acceptsMembers: true })).rejects.toMatchObject({
    refusal: "conflict",
    code: "maxMembersBelowCount",
    params: { members: 2 },
  });
  await changeCluster(ada, id, { maxMembers: 2, acceptsMembers: true });
  expect(await clustersOverview(db)).toMatchObject([{ memberCount: 2, maxMembers: 2 }]);
});

test("saving what is so already is no change, and there is none to an unknown cluster", async () => {
  const id = await aCluster(simulators, { maxMembers: 5 });
  await changeCluster(ada, id, { maxMembers: 5, acceptsMembers: true });
  expect(await activityOf("cluster.change")).toEqual([]);
  await expect(changeCluster(ada, newId("cluster"), { maxMembers: 5, acceptsMembers: true })).rejects.toMatchObject({
    refusal: "not_found",
  });
});

test("a limit lowered while members arrive is never passed", async () => {
  const id = await aCluster(simulators, { maxMembers: 20 });
  const members: UserId[] = [];
  for (let n = 0; n < 12; n++) members.push(await aUser(`m${n}@example.org`));
  await Promise.all(members.map(requestPlacement));
  const lowered = changeCluster(ada, id, { maxMembers: 4, acceptsMembers: true });
  const placed = Promise.all(members.map(placeMember));
  const isLowered = await lowered.then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ code: "maxMembersBelowCount" });
      return false;
    },
  );
  await placed;
  expect(await clustersOverview(db)).toMatchObject([
    isLowered ? { memberCount: 4, maxMembers: 4 } : { memberCount: 12 },
  ]);
});
