import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { UserId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { placeMember } from "~/domain/clusters/placement/place-member.server";
import { requestPlacement } from "~/domain/clusters/placement/request-placement.server";
import { callApi, cookieOfMember, refused, answerOf } from "~/testing/api-calls";
import { startApi, type ServedApi } from "~/testing/api-fixtures";
import { aCluster, aUser, resetSimulators, startSimulators, type Simulators } from "~/testing/placement-fixtures";

let simulators: Simulators;
let api: ServedApi;
let alice: { userId: UserId; cookie: string };

beforeAll(async () => {
  [simulators, api] = await Promise.all([startSimulators(), startApi()]);
  return async () => {
    await api.stop();
    await simulators.stop();
  };
});

beforeEach(async () => {
  await resetSimulators(simulators);
  await aCluster(simulators, { name: "north" });
  alice = await aPerson("alice@example.org");
});
afterAll(() => simulators.hopsworks.control.behave());

async function aPerson(email: string) {
  const userId = await aUser(email);
  return { userId, cookie: await cookieOfMember(userId) };
}

async function place({ userId }: { userId: UserId }) {
  await requestPlacement(userId);
  await placeMember(userId);
}

const user = (cookie?: string) => answerOf(`${api.url}/api/user`, { cookie });
const info = (cookie?: string) => answerOf(`${api.url}/api/user/hopsworks-info`, { cookie });

test("a stranger is told neither who somebody is nor what they have", async () => {
  expect([await user(), await info()]).toEqual([refused.stranger, refused.stranger]);
});

test("alice is told who she is, and where her place is once everything there is ready", async () => {
  const nobody = { hopsworks_username: null, hopsworks_cluster: null };
  const me = { id: "auth0|alice@example.org", email: "alice@example.org" };
  expect(await user(alice.cookie)).toEqual([200, { user: { ...me, ...nobody } }]);
  await place(alice);
  expect(await user(alice.cookie)).toEqual([
    200,
    {
      user: {
        ...me,
        hopsworks_username: "alice000",
        hopsworks_cluster: { name: "north", api_url: simulators.hopsworks.url },
      },
    },
  ]);
});

test("without a cluster there is nothing to say of Hopsworks, and without a user there only that", async () => {
  expect(await info(alice.cookie)).toEqual([200, { hasCluster: false }]);
  await place(alice);
  simulators.hopsworks.control.forget();
  expect(await info(alice.cookie)).toEqual([200, { hasCluster: true, clusterName: "north", hasHopsworksUser: false }]);
});

test("what Hopsworks says now is told field by field, and nothing of anybody else's", async () => {
  await place(alice);
  const charlie = await aPerson("charlie@example.org");
  await place(charlie);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string;
  expect(await info(alice.cookie)).toEqual([
    200,
    {
      hasCluster: true,
      clusterName: "north",
      hasHopsworksUser: true,
      hopsworksUser: {
        username: "alice000",
        email: "alice@example.org",
        accountType: "OAUTH2",
        status: 2,
        maxNumProjects: 5,
        numActiveProjects: 1,
        activated: time,
      },
      projects: [{ id: expect.any(Number) as number, name: "alice", owner: "alice000", created: time }],
    },
  ]);
  const [, others] = await info(charlie.cookie);
  expect(JSON.stringify(others)).not.toContain("alice");
});

test("she is found by her verified address alone, not by what she is called elsewhere", async () => {
  await place(alice);
  await sql`update users set email = 'alice@elsewhere.example' where id = ${alice.userId}`;
  expect(await info(alice.cookie)).toMatchObject([200, { hasCluster: true, hasHopsworksUser: false }]);
});

test.each(["error", "html", "refused"] as const)(
  "while Hopsworks is out of order (%s) the database's part is told, and that it is no more than that",
  async (trouble) => {
    await place(alice);
    simulators.hopsworks.control.misbehave(trouble, 100);
    expect(await info(alice.cookie)).toEqual([200, { hasCluster: true, clusterName: "north", stale: true }]);
  },
);

test("nobody waits for a Hopsworks that takes the call and stays silent", async () => {
  await place(alice);
  simulators.hopsworks.control.misbehave("stalled", 100);
  const asked = performance.now();
  expect(await info(alice.cookie)).toMatchObject([200, { stale: true }]);
  expect(performance.now() - asked).toBeLessThan(10_000);
}, 15_000);

test("nothing that is asked for with GET changes anything, and every answer is told not to be kept", async () => {
  const { headers } = await callApi(`${api.url}/api/user`, { cookie: alice.cookie });
  expect(headers.get("cache-control")).toBe("no-store");
  expect(await answerOf(`${api.url}/api/user`, { cookie: alice.cookie, body: {} })).toMatchObject([405, {}]);
});
