import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { en } from "~/core/i18n/en";
import { startIdentityProvider, type IdentityProviderSimulator } from "~/integrations/auth0/simulator";
import { Visitor } from "~/integrations/auth0/simulator/visitor";
import { startApi, type ServedApi } from "~/testing/api-fixtures";
import { cast } from "~/testing/cast";
import { testSettings } from "~/testing/settings";

const portal = testSettings.APP_URL;
const callback = `${portal}/api/v1/auth/callback`;

let api: ServedApi;
let provider: IdentityProviderSimulator;
let visitor: Visitor;

beforeAll(async () => {
  provider = await startIdentityProvider({
    cast: Object.values(cast),
    withUnverified: true,
    clients: [
      {
        clientId: testSettings.AUTH0_CLIENT_ID,
        clientSecret: testSettings.AUTH0_CLIENT_SECRET,
        redirectUris: [callback],
        postLogoutRedirectUris: [],
      },
    ],
  });
  process.env["AUTH_ISSUER"] = provider.url;
  api = await startApi();
});
afterAll(() => Promise.all([provider.stop(), api.stop()]));
beforeEach(() => {
  visitor = new Visitor();
});

/** What the API answers to the visitor's browser, which keeps its cookies. */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { cookie: visitor.cookieHeader, ...(init.headers as Record<string, string>) };
  return visitor.remember(await fetch(api.url + path, { ...init, redirect: "manual", headers }));
}

async function begun(): Promise<string> {
  const answer = await ask("/api/v1/auth/login", { method: "POST" });
  const body = (await answer.json()) as { status: string; auth_url: string; message: string };
  expect(body).toEqual({
    status: "success",
    auth_url: expect.stringContaining(`${provider.url}/authorize?`) as string,
    message: "Redirect to auth_url to login",
  });
  return body.auth_url;
}

const cameBackAs = async (subject?: string) => visitor.signIn(await begun(), callback, subject);
const pathOf = (url: URL) => url.pathname + url.search;

test("an old client's browser signs in through Google's connection and comes to the dashboard with a session", async () => {
  const asked = new URL(await begun());
  expect(asked.searchParams.get("connection")).toBe("google-oauth2");
  expect(asked.searchParams.get("redirect_uri")).toBe(callback);
  const back = await visitor.signIn(asked.href, callback, cast.alice.subject);
  const answer = await ask(pathOf(back));
  expect([answer.status, answer.headers.get("location")]).toEqual([302, `${portal}/dashboard`]);
  const me = (await (await ask("/api/v1/users/me")).json()) as { data: object };
  expect(me.data).toMatchObject({ email: "alice@example.org" });
});

test("what does not belong to a sign-in of this browser is refused with 400, and nobody is signed in", async () => {
  const back = await cameBackAs(cast.alice.subject);
  const another = new URL(back);
  another.searchParams.set("state", "another");
  const wrong = ["/api/v1/auth/callback", "/api/v1/auth/callback?code=x&state=y", pathOf(another)];
  for (const path of wrong) {
    const answer = await ask(path);
    expect([path, answer.status, await answer.json()]).toEqual([
      path,
      400,
      expect.objectContaining({ error_code: "BAD_REQUEST" }),
    ]);
  }
  visitor = new Visitor();
  expect((await ask(pathOf(back))).status).toBe(400);
  expect((await ask("/api/v1/users/me")).status).toBe(401);
});

test("an address that is not verified is let in nowhere", async () => {
  const back = await cameBackAs("auth0|uma");
  const answer = await ask(pathOf(back));
  expect([answer.status, await answer.json()]).toEqual([
    403,
    expect.objectContaining({ detail: en.refusals.emailNotVerified, error_code: "FORBIDDEN" }),
  ]);
});

test("signing out ends the session wherever its cookie is kept, and no foreign page can have it done", async () => {
  await ask(pathOf(await cameBackAs(cast.bob.subject)));
  const kept = visitor.cookieHeader;
  const foreign = await ask("/api/v1/auth/logout", { headers: { "sec-fetch-site": "cross-site" } });
  expect(foreign.status).toBe(403);
  expect((await ask("/api/v1/users/me")).status).toBe(200);
  const answer = await ask("/api/v1/auth/logout");
  expect(await answer.json()).toEqual({ status: "success", message: "Logged out successfully" });
  expect((await fetch(`${api.url}/api/v1/users/me`, { headers: { cookie: kept } })).status).toBe(401);
});

test("a provider that is down is said to be down", async () => {
  const back = await cameBackAs(cast.charlie.subject);
  await provider.stop();
  const answer = await ask(pathOf(back));
  expect([answer.status, await answer.json()]).toEqual([
    503,
    expect.objectContaining({ error_code: "SERVICE_UNAVAILABLE" }),
  ]);
});
