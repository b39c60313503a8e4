import { afterAll, beforeEach, expect, test } from "vitest";
import { newId } from "~/core/id";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { placeMember } from "~/domain/clusters/placement/place-member.server";
import { requestPlacement } from "~/domain/clusters/placement/request-placement.server";
import * as one from "~/routes/pages/admin/cluster";
import * as add from "~/routes/pages/admin/cluster-new";
import * as all from "~/routes/pages/admin/clusters";
import { cast } from "~/testing/cast";
import { asked, cookieOf, filledIn, postChange, postCluster, type Form } from "~/testing/cluster-connections";
import { aCluster, aUser, resetSimulators, startSimulators } from "~/testing/placement-fixtures";

const simulators = await startSimulators();
let ada: string;
let charlie: string;

afterAll(() => simulators.stop());
beforeEach(async () => {
  await resetSimulators(simulators);
  ada = await cookieOf(cast.ada);
  charlie = await cookieOf(cast.charlie);
});

const north = () => filledIn(simulators);
const post = (form: Form) => postCluster(ada, form);
const change = (id: string, form: Form) => postChange(ada, id, form);

test("strangers are sent to sign in and members are refused, at every address", async () => {
  const id = await aCluster(simulators, { name: "south" });
  const page = `/admin/clusters/${id}`;
  const handlers = (cookie: string) => [
    () => all.loader(asked(paths.adminClusters, { cookie })),
    () => add.loader(asked(paths.newCluster, { cookie })),
    () => one.loader(asked(page, { cookie, id })),
    () => add.action(asked(paths.newCluster, { cookie, form: north() })),
    () => one.action(asked(page, { cookie, id, form: { maxMembers: "1" } })),
  ];
  const thrown = (cookie: string) =>
    Promise.all(
      handlers(cookie).map((handler) =>
        handler().then(
          () => "let in",
          (error: unknown) => error,
        ),
      ),
    );
  for (const answer of await thrown("")) {
    expect((answer as Response).status).toBe(302);
    expect((answer as Response).headers.get("location")).toMatch(/^\/sign-in/);
  }
  for (const answer of await thrown(charlie))
    expect(answer).toMatchObject({ refusal: "forbidden", code: "adminsOnly" });
  expect(await sql`select name, max_members as most from clusters`).toEqual([{ name: "south", most: 10 }]);
});

test("Ada adds the first cluster, and it is listed with how its hub is and the end of its key", async () => {
  expect(await all.loader(asked(paths.adminClusters, { cookie: ada }))).toEqual({ clusters: [], total: 0, pages: {} });
  const { location } = await post(north());
  const [cluster] = (await all.loader(asked(paths.adminClusters, { cookie: ada }))).clusters;
  expect(location).toBe(`/admin/clusters/${cluster!.id}?admitted=0`);
  expect(cluster).toMatchObject({
    name: "north",
    hub: { state: "up", version: "6.1.1" },
    memberCount: 0,
    maxMembers: 50,
    running: 0,
    hopsworksUrl: simulators.hopsworks.url,
    hopsworksKeyLast4: simulators.hopsworks.apiKey.slice(-4),
    isSimulated: false,
    acceptsMembers: true,
  });
  const page = asked(`/admin/clusters/${cluster!.id}`, { cookie: ada, id: cluster!.id, query: "?admitted=0" });
  expect(await one.loader(page)).toMatchObject({ cluster: { name: "north" }, admitted: 0 });
});

test("a cluster is drained by leaving its box unticked, and raising its limit lets in who waits", async () => {
  const id = await aCluster(simulators, { maxMembers: 1 });
  for (const email of ["first@example.org", "second@example.org"]) {
    const member = await aUser(email);
    await requestPlacement(member);
    await placeMember(member);
  }
  expect((await change(id, { maxMembers: "5" })).location).toBe(`/admin/clusters/${id}?admitted=0`);
  expect(await sql`select accepts_members as accepts, max_members as most from clusters`).toEqual([
    { accepts: false, most: 5 },
  ]);
  const opened = await change(id, { maxMembers: "5", acceptsMembers: "on" });
  expect(opened.location).toBe(`/admin/clusters/${id}?admitted=1`);
  expect(await change(id, { maxMembers: "0", acceptsMembers: "on" })).toMatchObject({
    status: 400,
    problem: { code: "maxMembersInvalid" },
    values: { maxMembers: "0", acceptsMembers: "on" },
  });
});

test("a cluster that is not there is not found", async () => {
  for (const id of [newId("cluster"), newId("user"), "new2"]) {
    const caller = { cookie: ada, id };
    await expect(one.loader(asked(`/admin/clusters/${id}`, caller))).rejects.toMatchObject({ refusal: "not_found" });
    await expect(change(id, { maxMembers: "5" })).rejects.toMatchObject({ refusal: "not_found" });
  }
});
