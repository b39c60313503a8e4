import pino from "pino";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { en } from "~/core/i18n/en";
import { log } from "~/core/log.server";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import * as one from "~/routes/pages/admin/cluster";
import * as all from "~/routes/pages/admin/clusters";
import { cast } from "~/testing/cast";
import { asked, cookieOf, filledIn, postChange, postCluster, type Form } from "~/testing/cluster-connections";
import { resetSimulators, startSimulators } from "~/testing/placement-fixtures";

const canary = "canary-7f3a91";

const simulators = await startSimulators();
let ada: string;

afterAll(() => simulators.stop());
beforeEach(async () => {
  await resetSimulators(simulators);
  ada = await cookieOf(cast.ada);
});

const north = () => filledIn(simulators);
const post = (form: Form) => postCluster(ada, form);
const listed = async () => (await all.loader(asked(paths.adminClusters, { cookie: ada }))).clusters;

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
  const { hopsworksKey = "", hubToken = "", ...typed } = { ...north(), ...wrong };
  expect(values).toEqual(typed);
  expect(hopsworksKey.length + hubToken.length).toBeGreaterThan(0);
});

test("an empty form is refused for its first field", async () => {
  expect((await post({})).problem?.code).toBe("clusterNameInvalid");
});

test("a hub that is down is said in place, and the cluster can be added anyway", async () => {
  simulators.hub.control.mood = "down";
  expect(await post(north())).toMatchObject({ status: 400, problem: { code: "hubDown" }, values: { name: "north" } });
  expect(await listed()).toEqual([]);
  expect((await post({ ...north(), anyway: "on" })).location).toMatch(/^\/admin\/clusters\/cluster_/);
  expect(await listed()).toMatchObject([{ hub: { state: "unknown" } }]);
});

test("a second cluster of the same name is refused in place", async () => {
  await post(north());
  expect(await post(north())).toMatchObject({
    status: 409,
    problem: { code: "clusterNameTaken", params: { name: "north" } },
  });
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
    answers.push(await postChange(ada, id, { maxMembers: "3", hubToken: "" }));
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
