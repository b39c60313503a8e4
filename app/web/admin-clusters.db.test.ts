import pino from "pino";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { en } from "~/core/i18n/en";
import { newId } from "~/core/id";
import { log } from "~/core/log.server";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { placeMember } from "~/domain/clusters/place-member.server";
import { requestPlacement } from "~/domain/clusters/request-placement.server";
import { signInMember } from "~/domain/identity/sign-in-member.server";
import { startSession } from "~/domain/identity/start-session.server";
import * as one from "~/routes/pages/admin-cluster";
import * as add from "~/routes/pages/admin-cluster-new";
import * as all from "~/routes/pages/admin-clusters";
import { cast, type CastMember } from "~/testing/cast";
import { aCluster, aMember, emptyStage, startStage } from "~/testing/placement-stage";
import type { FormRefusal } from "./submit-form.server";

const canary = "canary-7f3a91";
const stage = await startStage();
const { hopsworks, hub } = stage;
let ada: string;
let charlie: string;

afterAll(() => stage.stop());
beforeEach(async () => {
  await emptyStage(stage);
  ada = await cookieOf(cast.ada);
  charlie = await cookieOf(cast.charlie);
});

async function cookieOf(person: CastMember): Promise<string> {
  const { viewer } = await signInMember({ issuer: "https://example.eu.auth0.com", ...person });
  return `atrium=${(await startSession(viewer.userId, { userAgent: null })).token}`;
}

type Asked = { cookie: string; form?: Record<string, string>; id?: string; query?: string };
const asked = (path: string, { cookie, form, id, query = "" }: Asked) => ({
  request: new Request(`http://localhost:3000${path}${query}`, {
    headers: { cookie },
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
  }),
  params: id ? { id } : {},
  context: {},
});

const north = (): Record<string, string> => ({
  name: "north",
  maxMembers: "50",
  hopsworksUrl: `${hopsworks.url}/`,
  hopsworksKey: hopsworks.apiKey,
  hopsworksIdpClientId: "atrium",
  hubApiUrl: `${hub.apiUrl}/`,
  hubPublicUrl: hub.publicUrl,
  hubToken: stage.hubToken,
});

/** What a form's door answers: where it leads, or what it refused. */
async function answerOf(
  answer: Promise<unknown>,
): Promise<{ location?: string | null; status?: number } & Partial<FormRefusal>> {
  const given = await answer;
  if (given instanceof Response) return { location: given.headers.get("location") };
  const { data, init } = given as { data: FormRefusal; init: { status: number } };
  return { ...data, status: init.status };
}

const post = (form: Record<string, string>, cookie = ada) =>
  answerOf(add.action(asked(paths.newCluster, { cookie, form })));
const change = (id: string, form: Record<string, string>, cookie = ada) =>
  answerOf(one.action(asked(`/admin/clusters/${id}`, { cookie, form, id })));

test("strangers are sent to sign in and members are refused, at every door", async () => {
  const id = await aCluster(stage, { name: "south" });
  const page = `/admin/clusters/${id}`;
  const doors = (cookie: string) => [
    () => all.loader(asked(paths.adminClusters, { cookie })),
    () => add.loader(asked(paths.newCluster, { cookie })),
    () => one.loader(asked(page, { cookie, id })),
    () => add.action(asked(paths.newCluster, { cookie, form: north() })),
    () => one.action(asked(page, { cookie, id, form: { maxMembers: "1" } })),
  ];
  const thrown = (cookie: string) =>
    Promise.all(
      doors(cookie).map((door) =>
        door().then(
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
  expect(await all.loader(asked(paths.adminClusters, { cookie: ada }))).toEqual({ clusters: [] });
  const { location } = await post(north());
  const [cluster] = (await all.loader(asked(paths.adminClusters, { cookie: ada }))).clusters;
  expect(location).toBe(`/admin/clusters/${cluster!.id}?admitted=0`);
  expect(cluster).toMatchObject({
    name: "north",
    hub: { state: "up", version: "6.1.1" },
    memberCount: 0,
    maxMembers: 50,
    running: 0,
    hopsworksUrl: hopsworks.url,
    hopsworksKeyLast4: hopsworks.apiKey.slice(-4),
    isSimulated: false,
    acceptsMembers: true,
  });
  const page = asked(`/admin/clusters/${cluster!.id}`, { cookie: ada, id: cluster!.id, query: "?admitted=0" });
  expect(await one.loader(page)).toMatchObject({ cluster: { name: "north" }, admitted: 0 });
});

test.each<[code: string, wrong: Record<string, string>]>([
  ["clusterNameInvalid", { name: "  " }],
  ["clusterNameInvalid", { name: "x".repeat(81) }],
  ["maxMembersInvalid", { maxMembers: "" }],
  ["maxMembersInvalid", { maxMembers: "0" }],
  ["maxMembersInvalid", { maxMembers: "1.5" }],
  ["maxMembersInvalid", { maxMembers: "many" }],
  ["maxMembersInvalid", { maxMembers: "1000001" }],
  ["hopsworksUrlInvalid", { hopsworksUrl: "" }],
  ["hopsworksUrlInvalid", { hopsworksUrl: "hopsworks.example.org" }],
  ["hopsworksUrlInvalid", { hopsworksUrl: "javascript:alert(1)" }],
  ["hopsworksUrlInvalid", { hopsworksUrl: "file:///etc/passwd" }],
  ["hopsworksUrlInvalid", { hopsworksUrl: "https://me:secret@hopsworks.example.org" }],
  ["hopsworksUrlInvalid", { hopsworksUrl: "https://hopsworks.example.org/?a=b" }],
  ["hopsworksKeyInvalid", { hopsworksKey: "no-dot" }],
  ["hopsworksKeyInvalid", { hopsworksKey: "pre.fix\r\nX-Header: 1" }],
  ["hopsworksIdpClientIdInvalid", { hopsworksIdpClientId: "" }],
  ["hubApiUrlInvalid", { hubApiUrl: "https://hub.example.org" }],
  ["hubApiUrlInvalid", { hubApiUrl: "ftp://hub.example.org/hub/api" }],
  ["hubPublicUrlInvalid", { hubPublicUrl: "//hub.example.org" }],
  ["hubTokenInvalid", { hubToken: " " }],
  ["hubTokenInvalid", { hubToken: "تو کن" }],
])("%s is said of %j, and what was typed stays", async (code, wrong) => {
  const { problem, values, status } = await post({ ...north(), ...wrong });
  expect([problem?.code, status]).toEqual([code, 400]);
  expect(en.refusals).toHaveProperty(code);
  const { hopsworksKey, hubToken, ...typed } = { ...north(), ...wrong };
  expect(values).toEqual(typed);
  expect(hopsworksKey.length + hubToken.length).toBeGreaterThan(0);
});

test("an empty form is refused for its first field", async () => {
  expect((await post({})).problem?.code).toBe("clusterNameInvalid");
});

test("a hub that is down is said in place, and the cluster can be added anyway", async () => {
  hub.control.mood = "down";
  expect(await post(north())).toMatchObject({ status: 503, problem: { code: "hubDown" }, values: { name: "north" } });
  expect((await all.loader(asked(paths.adminClusters, { cookie: ada }))).clusters).toEqual([]);
  expect((await post({ ...north(), anyway: "on" })).location).toMatch(/^\/admin\/clusters\/cluster_/);
  expect((await all.loader(asked(paths.adminClusters, { cookie: ada }))).clusters).toMatchObject([
    { hub: { state: "unknown" } },
  ]);
});

test("a second cluster of the same name is refused in place", async () => {
  await post(north());
  expect(await post(north())).toMatchObject({
    status: 409,
    problem: { code: "clusterNameTaken", params: { name: "north" } },
  });
});

test("a cluster is drained by leaving its box unticked, and raising its limit lets in who waits", async () => {
  const id = await aCluster(stage, { maxMembers: 1 });
  for (const email of ["first@example.org", "second@example.org"]) {
    const member = await aMember(email);
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
    const door = { cookie: ada, id };
    await expect(one.loader(asked(`/admin/clusters/${id}`, door))).rejects.toMatchObject({ refusal: "not_found" });
    await expect(change(id, { maxMembers: "5" })).rejects.toMatchObject({ refusal: "not_found" });
  }
});

test("what is secret comes back in no answer, stands in no log and in no line of the activity", async () => {
  const logged: string[] = [];
  const stream = (log as unknown as Record<symbol, { write: (line: string) => void }>)[pino.symbols.streamSym]!;
  vi.spyOn(stream, "write").mockImplementation((line) => void logged.push(line));
  log.level = "trace";
  try {
    log.info("this reaches the log");
    const secrets = { hopsworksKey: `prefix.${canary}`, hubToken: `${canary}-token` };
    const answers = [
      await post({ ...north(), ...secrets }),
      await post({ ...north(), ...secrets, name: "" }),
      await post({ ...north(), ...secrets, hopsworksKey: canary }),
      await post({ ...north(), hubToken: secrets.hubToken }),
      await post({ ...north(), ...secrets, anyway: "on" }),
      await post({ ...north(), ...secrets, anyway: "on" }),
    ];
    const codes = answers.map(({ problem }) => problem?.code);
    expect(codes).toEqual([
      "hopsworksRefusesKey",
      "clusterNameInvalid",
      "hopsworksKeyInvalid",
      "hubRefusesPortal",
      undefined,
      "clusterNameTaken",
    ]);
    const [{ id }] = await sql<[{ id: string }]>`select id from clusters`;
    answers.push(await change(id, { maxMembers: "3", hubToken: "" }));
    const pages = [
      await all.loader(asked(paths.adminClusters, { cookie: ada })),
      await one.loader(asked(`/admin/clusters/${id}`, { cookie: ada, id })),
    ];
    const kept = await sql`select to_jsonb(a) as activity from activity a union all select to_jsonb(c) from clusters c`;
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(kept)).toContain("north");
    expect(JSON.stringify([answers, pages, kept, logged])).not.toContain(canary);
  } finally {
    log.level = "silent";
  }
});
