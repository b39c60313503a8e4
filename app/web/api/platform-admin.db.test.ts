import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sql } from "~/db/pool.server";
import { openAccount } from "~/domain/billing/ledger/open-account.server";
import { placeMember } from "~/domain/clusters/placement/place-member.server";
import { requestPlacement } from "~/domain/clusters/placement/request-placement.server";
import { callApi, refused, answerOf } from "~/testing/api-calls";
import { signedIn, startApi, type ServedApi } from "~/testing/api-fixtures";
import { cast } from "~/testing/cast";
import { aCluster, aUser, resetSimulators, startSimulators, type Simulators } from "~/testing/placement-fixtures";

let simulators: Simulators;
let api: ServedApi;
let ada: string;
let alice: Awaited<ReturnType<typeof signedIn>>;

beforeAll(async () => {
  [simulators, api] = await Promise.all([startSimulators(), startApi()]);
});
afterAll(async () => {
  await Promise.all([api.stop(), simulators.stop()]);
});
beforeEach(async () => {
  await resetSimulators(simulators);
  ({ cookie: ada } = await signedIn(cast.ada));
  alice = await signedIn(cast.alice);
});

const users = (query = "", cookie: string | undefined = ada) =>
  answerOf(`${api.url}/api/admin/users${query}`, { cookie });
const clusters = (sent: object = { cookie: ada }) => answerOf(`${api.url}/api/admin/clusters`, sent);

const north = () => ({
  name: "north",
  api_url: `${simulators.hopsworks.url}/`,
  api_key: simulators.hopsworks.apiKey,
  max_users: 50,
  hopsworks_idp_client_id: "atrium",
  hub_api_url: simulators.hub.apiUrl,
  hub_public_url: simulators.hub.publicUrl,
  hub_token: simulators.hubToken,
});

test("members and strangers are told nothing of the others", async () => {
  for (const path of ["users", "clusters"]) {
    expect(await answerOf(`${api.url}/api/admin/${path}`)).toEqual(refused.stranger);
    expect(await answerOf(`${api.url}/api/admin/${path}`, { cookie: alice.cookie })).toEqual(refused.notAdmin);
  }
  expect(await clusters({ cookie: alice.cookie, body: north() })).toEqual(refused.notAdmin);
  expect(await sql`select 1 from clusters`).toHaveLength(0);
});

test("every member is listed with credit and place, field by field", async () => {
  const clusterId = await aCluster(simulators);
  await openAccount(alice.viewer.userId);
  await requestPlacement(alice.viewer.userId);
  await placeMember(alice.viewer.userId);
  expect(await users("?sort=email")).toEqual([
    200,
    {
      users: [
        {
          id: "auth0|ada",
          email: "ada@example.org",
          is_admin: true,
          user_credits: { total_purchased: 0, total_used: 0 },
          user_hopsworks_assignments: [],
        },
        {
          id: "auth0|alice",
          email: "alice@example.org",
          is_admin: false,
          user_credits: { total_purchased: 5, total_used: 0 },
          user_hopsworks_assignments: [{ hopsworks_cluster_id: clusterId, hopsworks_username: "alice000" }],
        },
      ],
      total: 2,
    },
  ]);
});

test("the list is searched, sorted and cut; what fits no search is refused", async () => {
  for (const name of ["bob", "b_b", "charlie"]) await aUser(`${name}@example.org`, name);
  const emails = async (query: string) => {
    const [, body] = (await users(query)) as [number, { users: { email: string }[]; total: number }];
    return [body.users.map(({ email }) => email.split("@")[0]), body.total];
  };
  expect(await emails("?q=B_B")).toEqual([["b_b"], 1]);
  expect(await emails("?sort=-email&limit=2")).toEqual([["charlie", "bob"], 5]);
  expect(await emails("?sort=email&limit=2&offset=4")).toEqual([["charlie"], 5]);
  expect(await emails("?offset=99")).toEqual([[], 5]);
  expect(await emails("?q=%25")).toEqual([[], 0]);
  for (const query of ["?limit=0", "?limit=201", "?limit=x", "?offset=-1", "?sort=balance", "?sort=email;drop"])
    expect([query, (await users(query))[0]]).toEqual([query, 400]);
});

test("a cluster is tried, added and listed; of its secrets only the end of the key is ever seen", async () => {
  const told200 = {
    id: expect.stringMatching(/^cluster_/) as string,
    name: "north",
    api_url: simulators.hopsworks.url,
    api_key_last4: simulators.hopsworks.apiKey.slice(-4),
    max_users: 50,
    assigned_users: 0,
    accepts_users: true,
    active_environments: 0,
    hub_public_url: simulators.hub.publicUrl,
    hub_state: "up",
    hub_version: "6.1.1",
    hub_checked_at: expect.any(String) as string,
    is_simulated: false,
  };
  const made = await clusters({ cookie: ada, body: north() });
  expect(made).toEqual([201, told200]);
  const listed = await clusters();
  expect(listed).toEqual([200, { clusters: [told200] }]);
  const kept = JSON.stringify([made, listed, await sql`select * from clusters`, await sql`select answer from idempotent_requests`]); // prettier-ignore
  expect(kept).not.toContain(simulators.hopsworks.apiKey);
  expect(kept).not.toContain(simulators.hubToken);
});

test("the contract's four fields alone are not a cluster here: what is missing is named", async () => {
  const { name, api_url, api_key, max_users } = north();
  expect(await clusters({ cookie: ada, body: { name, api_url, api_key, max_users } })).toMatchObject([
    400,
    { error: expect.stringMatching(/hopsworks_idp_client_id, hub_api_url, hub_public_url, hub_token/) as string },
  ]);
});

test("what is no cluster is refused with what is wrong; a name that is taken as such", async () => {
  for (const wrong of [
    { name: "" },
    { api_url: "ftp://x" },
    { api_url: "https://user:pass@x" },
    { api_key: "nodot" },
    { max_users: 0 },
    { max_users: "many" },
    { hub_api_url: "https://hub.example.org" },
    { is_simulated: true },
    { acceptsMembers: false },
  ])
    expect([wrong, (await clusters({ cookie: ada, body: { ...north(), ...wrong } }))[0]]).toEqual([wrong, 400]);
  expect((await clusters({ cookie: ada, body: north() }))[0]).toBe(201);
  expect(await clusters({ cookie: ada, body: north() })).toMatchObject([
    409,
    { error: expect.stringContaining("north") as string },
  ]);
  expect(await sql`select 1 from clusters`).toHaveLength(1);
});

test("one that does not answer, or refuses the key, is not added, unless the admin insists", async () => {
  simulators.hub.control.mood = "down";
  expect((await clusters({ cookie: ada, body: north() }))[0]).toBe(400);
  simulators.hub.control.mood = "well";
  expect((await clusters({ cookie: ada, body: { ...north(), api_key: "wrong.key" } }))[0]).toBe(400);
  expect(await sql`select 1 from clusters`).toHaveLength(0);
  simulators.hub.control.mood = "down";
  expect(await clusters({ cookie: ada, body: { ...north(), anyway: true } })).toMatchObject([201, { hub_state: "unknown" }]); // prettier-ignore
});

test("with an Idempotency-Key a cluster is added once, and without one its name sees to that", async () => {
  const sent = { cookie: ada, body: north(), headers: { "Idempotency-Key": "north-1" } };
  const first = await callApi(`${api.url}/api/admin/clusters`, sent);
  expect((await callApi(`${api.url}/api/admin/clusters`, sent)).body).toEqual(first.body);
  const elsewhere = { hub_api_url: "http://127.0.0.1:9/hub/api", hub_public_url: "http://127.0.0.1:9", anyway: true };
  const south = { ...north(), ...elsewhere, name: "south" };
  const all = await Promise.all([1, 2, 3].map(() => clusters({ cookie: ada, body: south })));
  expect(all.map(([status]) => status).sort()).toEqual([201, 409, 409]);
});
