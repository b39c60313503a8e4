import { afterAll, beforeEach, expect, test } from "vitest";
import { hopsworks } from "./client.server";
import type { Hopsworks } from "./hopsworks";
import { startHopsworksSimulator } from "./simulator";

const simulator = await startHopsworksSimulator({ idpClientIds: ["atrium"] });
const { control } = simulator;
afterAll(() => simulator.stop());

const person = {
  email: "zoe@example.org",
  givenName: "Zoe",
  familyName: "Zed",
  clientId: "atrium",
  subject: "auth0|zoe",
};
let cluster: Hopsworks;

beforeEach(() => {
  control.behave();
  control.takeForProjects(0);
  control.forget();
  cluster = hopsworks({ ...simulator, fetch, retryDelayMs: 1 });
});

test("two errors in a row are not noticed where asking again is harmless", async () => {
  control.misbehave("error", 2);
  expect(await cluster.version()).toMatch(/^5/);
});

test("more of them are said to be an installation that is down", async () => {
  control.misbehave("error", 3);
  await expect(cluster.version()).rejects.toMatchObject({ refusal: "unavailable", code: "hopsworksDown" });
});

test("a dropped connection and a closed port are an installation that is down", async () => {
  control.misbehave("refused", 3);
  await expect(cluster.version()).rejects.toMatchObject({ code: "hopsworksDown" });
  await expect(
    hopsworks({ url: "http://127.0.0.1:1", apiKey: "a.b", fetch, retryDelayMs: 1 }).version(),
  ).rejects.toMatchObject({ code: "hopsworksDown" });
});

test("a proxy's page in place of an answer is said to be nonsense", async () => {
  control.misbehave("html", 3);
  await expect(cluster.version()).rejects.toMatchObject({
    refusal: "unavailable",
    code: "hopsworksAnsweredNonsense",
  });
});

test("after five broken answers it is left alone", async () => {
  control.misbehave("error", 6);
  for (let call = 0; call < 3; call++) await cluster.version().catch(() => undefined);
  const before = control.requests().length;
  await expect(cluster.version()).rejects.toMatchObject({ code: "hopsworksDown" });
  expect(control.requests().length).toBe(before);
});

test("making a user or a project is never repeated by itself", async () => {
  control.misbehave("error", 1, /POST/);
  const before = control.requests().length;
  await expect(cluster.createProject({ owner: "zoe00000", name: "zoe" })).rejects.toMatchObject({
    code: "hopsworksDown",
  });
  expect(control.requests().slice(before)).toEqual(["POST /admin/projects/createas"]);
});

test("work that was done before the connection broke is found afterwards", async () => {
  control.misbehave("lost", 1, /POST .*users/);
  control.misbehave("lost", 1, /createas/);
  await expect(cluster.createOAuthUser(person)).rejects.toMatchObject({ code: "hopsworksDown" });
  const zoe = await cluster.createOAuthUser(person);
  await expect(cluster.createProject({ owner: zoe.username, name: "zoe" })).rejects.toMatchObject({
    code: "hopsworksDown",
  });
  await cluster.createProject({ owner: zoe.username, name: "zoe" });
  expect(control.users().filter((user) => user.email === person.email)).toHaveLength(1);
  expect(control.projects()).toHaveLength(1);
});

test("a project that is still being created is neither made again nor taken for ready", async () => {
  const zoe = await cluster.createOAuthUser(person);
  control.takeForProjects(300);
  const first = cluster.createProject({ owner: zoe.username, name: "zoe" });
  await expect.poll(() => cluster.projectsOf(zoe.username)).toMatchObject([{ name: "zoe", isReady: false }]);
  await expect(cluster.createProject({ owner: zoe.username, name: "zoe" })).rejects.toMatchObject({
    code: "hopsworksStillCreating",
  });
  await first;
  expect(await cluster.projectsOf(zoe.username)).toMatchObject([{ name: "zoe", isReady: true }]);
});

test("a project whose creation failed is not shown, and its name is taken", async () => {
  const zoe = await cluster.createOAuthUser(person);
  control.addProject({ name: "zoe", ownerId: zoe.id, creationStatus: "FAILED" });
  expect(await cluster.projectsOf(zoe.username)).toEqual([]);
  await expect(cluster.createProject({ owner: zoe.username, name: "zoe" })).rejects.toMatchObject({
    code: "hopsworksProjectTaken",
  });
});

test("a member who may have no more projects is told so", async () => {
  const { username } = control.addUser({
    email: "full@example.org",
    firstname: "F",
    lastname: "U",
    status: 2,
    maxNumProjects: 0,
  });
  await expect(cluster.createProject({ owner: username, name: "full" })).rejects.toMatchObject({
    code: "hopsworksProjectLimit",
  });
});

test("an identity provider that it does not know is named", async () => {
  const refused = cluster.createOAuthUser({ ...person, clientId: "another" });
  await expect(refused).rejects.toMatchObject({ code: "hopsworksKnowsNoIdp", params: { clientId: "another" } });
});

test("a key without the administrator's role or scope is refused", async () => {
  const zoe = await cluster.createOAuthUser(person);
  for (const apiKey of [control.addKey(zoe.id, ["ADMIN"]), control.addKey(10000, ["PROJECT"])])
    await expect(hopsworks({ url: simulator.url, apiKey, fetch }).projectsOf("zoe00000")).rejects.toMatchObject({
      code: "hopsworksRefusesKey",
    });
});

test("e-mails that begin alike, or differ where SQL has wildcards, are told apart", async () => {
  const like = (email: string) => control.addUser({ email, firstname: "A", lastname: "B", status: 2 });
  like("ann_b@example.org.uk");
  like("annxb@example.org");
  const ann = like("ann_b@example.org");
  expect(await cluster.findUserByEmail("Ann_B@example.org")).toMatchObject({ id: ann.id });
});

test("an installation that cannot filter is read page by page", async () => {
  for (let i = 0; i < 1100; i++)
    control.addUser({ email: `m${i}@example.org`, firstname: "M", lastname: "N", status: 2 });
  control.misbehave("unknown", 1);
  expect(await cluster.findUserByEmail("m1090@example.org")).toMatchObject({ email: "m1090@example.org" });
});
