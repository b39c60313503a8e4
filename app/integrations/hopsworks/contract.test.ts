import { afterAll, describe, expect, test } from "vitest";
import { hopsworks } from "./client.server";
import { startHopsworksSimulator } from "./simulator";

const simulator = await startHopsworksSimulator({ idpClientIds: ["atrium"] });
afterAll(() => simulator.stop());

const installations = [{ name: "the simulator", url: simulator.url, apiKey: simulator.apiKey, clientId: "atrium" }];
const { HOPSWORKS_URL, HOPSWORKS_API_KEY, HOPSWORKS_IDP_CLIENT_ID } = process.env;
if (HOPSWORKS_URL && HOPSWORKS_API_KEY)
  installations.push({
    name: HOPSWORKS_URL,
    url: HOPSWORKS_URL,
    apiKey: HOPSWORKS_API_KEY,
    clientId: HOPSWORKS_IDP_CLIENT_ID ?? "",
  });

describe.each(installations)("Hopsworks at $name", ({ url, apiKey, clientId }) => {
  const cluster = hopsworks({ url, apiKey, fetch, retryDelayMs: 1 });
  const tag = process.pid.toString(36);
  const person = {
    email: `Contract+${tag}@example.org`,
    givenName: "Con",
    familyName: "Tract",
    clientId,
    subject: `auth0|${tag}`,
  };
  const project = `contract_${tag}`;

  test("it says its version", async () => {
    expect(await cluster.version()).toMatch(/^\d+\.\d+/);
  });

  test("nobody is found by an e-mail that nobody has", async () => {
    expect(await cluster.findUserByEmail(`nobody-${tag}@example.org`)).toBeUndefined();
  });

  test("a user made twice is one user, found by e-mail in any case", async () => {
    const made = await cluster.createOAuthUser(person);
    expect(await cluster.createOAuthUser(person)).toEqual(made);
    expect(await cluster.findUserByEmail(person.email.toUpperCase())).toEqual(made);
    expect(made).toMatchObject({ email: person.email.toLowerCase(), accountType: "OAUTH2", status: 2 });
    expect(made.activated).toBeInstanceOf(Date);
  });

  test("a project made twice is one project, shown as its owner's", async () => {
    const owner = await cluster.createOAuthUser(person);
    await cluster.createProject({ owner: owner.username, name: project });
    await cluster.createProject({ owner: owner.username, name: project });
    expect(await cluster.projectsOf(owner.username)).toEqual([
      {
        id: expect.any(Number) as number,
        name: project,
        owner: owner.username,
        created: expect.any(Date) as Date,
        isReady: true,
      },
    ]);
  });

  test("a project name that somebody else has is refused as taken", async () => {
    const other = await cluster.createOAuthUser({
      ...person,
      email: `other-${tag}@example.org`,
      subject: `auth0|other-${tag}`,
    });
    const refused = cluster.createProject({ owner: other.username, name: project.toUpperCase() });
    await expect(refused).rejects.toMatchObject({ refusal: "conflict", code: "hopsworksProjectTaken" });
    expect(await cluster.projectsOf(other.username)).toEqual([]);
  });

  test("a key that it does not know is told apart from an installation that is down", async () => {
    const stranger = hopsworks({ url, apiKey: "wrong.key", fetch });
    await expect(stranger.findUserByEmail(person.email)).rejects.toMatchObject({
      refusal: "unavailable",
      code: "hopsworksRefusesKey",
    });
  });
});
