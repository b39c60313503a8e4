import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cast } from "~/testing/cast";
import { newProviderSecrets, startIdentityProvider } from "./auth0/simulator";
import { Visitor } from "./auth0/simulator/visitor";
import { hopsworks } from "./hopsworks/client.server";
import { startHopsworksSimulator } from "./hopsworks/simulator";
import { jupyterHub } from "./jupyterhub/client.server";
import { startHubSimulator } from "./jupyterhub/simulator";
import { startStripeSimulator } from "./stripe/simulator";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "atrium-simulators-"));
  file = join(folder, "state.json");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("after a restart Hopsworks knows its users and projects, and gives nobody a number twice", async () => {
  const person = { givenName: "Zoe", familyName: "Zed", clientId: "atrium" };
  const before = await startHopsworksSimulator({ file });
  const cluster = hopsworks({ ...before, fetch });
  const zoe = await cluster.createOAuthUser({ ...person, email: "zoe@example.org", subject: "auth0|zoe" });
  await cluster.createProject({ owner: zoe.username, name: "zoe" });
  before.control.addProject({ name: "slow", ownerId: 10000, creationStatus: "ONGOING" });
  await before.stop();

  const after = await startHopsworksSimulator({ file, apiKey: before.apiKey });
  const again = hopsworks({ ...after, fetch });
  expect(await again.findUserByEmail("zoe@example.org")).toMatchObject({ username: zoe.username });
  expect(await again.projectsOf(zoe.username)).toMatchObject([{ name: "zoe", isReady: true }]);
  expect(after.control.projects().map(({ creationStatus }) => creationStatus)).toEqual(["DONE", "DONE"]);
  await again.createOAuthUser({ ...person, email: "zed@example.org", subject: "auth0|zed" });
  const ids = after.control.users().map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
  await after.stop();
});

test("after a restart a hub knows its users and what runs there, and nothing that had only begun", async () => {
  const token = "portal-token";
  const before = await startHubSimulator({ token, file });
  before.control.hub.addUser("bob@example.org");
  before.control.hub.runs("alice@example.org", "small");
  before.control.startTakes = 60_000;
  await jupyterHub({ apiUrl: before.apiUrl, token, fetch }).startServer("bob@example.org", { profile: "large" });
  const running = (await jupyterHub({ apiUrl: before.apiUrl, token, fetch }).activeServers()).servers;
  await before.stop();

  const after = await startHubSimulator({ token, file });
  const hub = jupyterHub({ apiUrl: after.apiUrl, token, fetch });
  expect((await hub.activeServers()).servers).toEqual(running);
  expect(running).toMatchObject([{ username: "alice@example.org", profile: "small" }]);
  expect(await hub.server("bob@example.org")).toMatchObject({ state: "stopped" });
  await after.stop();
});

test("after a restart the identity provider still knows who is signed in", async () => {
  const callback = "http://localhost:23102/auth/callback";
  const client = { clientId: "atrium", clientSecret: "dev-secret", redirectUris: [callback] };
  const options = { ...newProviderSecrets(), cast: Object.values(cast), file };
  const before = await startIdentityProvider({ ...options, clients: [{ ...client, postLogoutRedirectUris: [] }] });
  const asked = new URLSearchParams({ client_id: "atrium", response_type: "code", redirect_uri: callback });
  const authorize = `${before.url}/authorize?${asked.toString()}&scope=openid&state=s`;
  const visitor = new Visitor();
  await visitor.signIn(authorize, callback, cast.alice.subject);
  await before.stop();

  const { port } = before;
  const after = await startIdentityProvider({ ...options, port, clients: [{ ...client, postLogoutRedirectUris: [] }] });
  await expect.poll(() => fetch(after.url).then(Boolean, () => false)).toBe(true);
  expect((await visitor.follow(authorize, callback)).url).toMatch(/\?code=/);
  await after.stop();
});

test("a stand-in whose file is damaged does not start, and says which file it is", async () => {
  writeFileSync(file, '{"customers":[["cus_1",{"id"');
  const starts = [
    () => startStripeSimulator({ webhookSecret: "whsec_unused", file }),
    () => startHopsworksSimulator({ file }),
    () => startHubSimulator({ token: "portal-token", file }),
    () => startIdentityProvider({ cast: [], clients: [], file }),
  ];
  for (const start of starts) await expect(start()).rejects.toThrow(`${file} is damaged`);
});
