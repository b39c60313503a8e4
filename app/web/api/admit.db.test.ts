import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "~/core/id";
import { createApiKey } from "~/domain/access/api-keys/create-api-key.server";
import { revokeApiKey } from "~/domain/access/api-keys/revoke-api-key.server";
import { grantableScopes, type Scope } from "~/domain/access/scope";
import { startImpersonation } from "~/domain/identity/impersonation/start-impersonation.server";
import { endpoints } from "~/routes/api/endpoints";
import { signedIn, startApi, type ServedApi } from "~/testing/api-fixtures";
import { cast } from "~/testing/cast";
import { testSettings } from "~/testing/settings";
import type { Endpoint } from "./endpoint.server";
import { families } from "./families.server";

let api: ServedApi;

beforeAll(async () => {
  Object.assign(process.env, { CALLS_PER_MINUTE: "100000", SIGN_INS_PER_HOUR: "3" });
  api = await startApi();
});
afterAll(() => api.stop());

const forMembers = endpoints.filter(({ access }) => access === "member" || access === "admin");

function call({ family, method, path }: Endpoint, headers: Record<string, string>): Promise<Response> {
  const address = `${api.url}${families[family].base}${path}`.replace(/\{\w+\}/g, newId("env"));
  const body = ["POST", "PUT", "PATCH"].includes(method) ? "{}" : null;
  return fetch(address, { method, body, headers: { "content-type": "application/json", ...headers } });
}

test("an admin who looks as a member changes nothing through any endpoint", async () => {
  const [ada, alice] = [await signedIn(cast.ada), await signedIn(cast.alice)];
  await startImpersonation(ada.viewer, ada.cookie.replace("atrium=", ""), alice.viewer.userId, {
    reason: "Ticket 4711: nothing starts",
    minutes: 15,
  });
  const writing = forMembers.filter(({ method }) => method !== "GET");
  expect(writing.length).toBeGreaterThan(5);
  for (const endpoint of writing) {
    const answer = await call(endpoint, { cookie: ada.cookie, origin: testSettings.APP_URL });
    expect([endpoint.name, answer.status], await answer.text()).toEqual([endpoint.name, 403]);
  }
});

test("a key with every scope but the one that an endpoint asks for is refused there, by each of them", async () => {
  const [ada, alice] = [await signedIn(cast.ada), await signedIn(cast.alice)];
  for (const endpoint of forMembers) {
    const { viewer } = endpoint.access === "admin" ? ada : alice;
    const needed: readonly Scope[] = endpoint.access === "admin" ? ["admin"] : (endpoint.scopes ?? []);
    const grant = grantableScopes(viewer.isAdmin).filter((scope) => !needed.includes(scope));
    const key = await createApiKey(viewer, { id: newId("key"), name: endpoint.name, days: 30, grant });
    const answer = await call(endpoint, { "x-api-key": key.text });
    expect([endpoint.name, answer.status], await answer.text()).toEqual([endpoint.name, 403]);
    await revokeApiKey(viewer, key.id);
  }
});

test("an address that has used up its attempts to sign in is refused by the API, too, and told until when", async () => {
  const login = () => fetch(`${api.url}/api/v1/auth/login`, { method: "POST" });
  for (let attempt = 0; attempt < 3; attempt++) expect((await login()).status).not.toBe(429);
  const refused = await login();
  expect([refused.status, refused.headers.get("x-ratelimit-remaining")]).toEqual([429, "0"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
});
