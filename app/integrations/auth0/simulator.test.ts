import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cast } from "~/testing/cast";
import { newProviderSecrets, startIdentityProvider, type IdentityProviderSimulator } from "./simulator";
import { Visitor } from "./simulator/visitor";

const portal = {
  clientId: "atrium",
  clientSecret: "dev-client-secret",
  callback: "http://localhost:23100/auth/callback",
};
const hub = { clientId: "hub", clientSecret: "dev-hub-secret", callback: "http://localhost:23101/hub/oauth_callback" };
const signInPage = "http://localhost:23100/sign-in";
const { alice, bob } = cast;
const secrets = newProviderSecrets();

let provider: IdentityProviderSimulator;
let visitor: Visitor;

const start = (port = 0) =>
  startIdentityProvider({
    ...secrets,
    port,
    cast: Object.values(cast),
    clients: [
      { ...portal, name: "Atrium", redirectUris: [portal.callback], postLogoutRedirectUris: [signInPage] },
      { ...hub, redirectUris: [hub.callback], postLogoutRedirectUris: [] },
    ],
  });

beforeAll(async () => {
  provider = await start();
});

beforeEach(() => {
  visitor = new Visitor();
});

afterAll(() => provider.stop());

test("whom the client names beforehand is signed in without a page, whoever was signed in before", async () => {
  await visitor.signIn(authorize(portal), portal.callback, alice.subject);
  const named = authorize(portal, { login_hint: bob.subject });
  expect((await visitor.follow(named, portal.callback)).url).toMatch(/\?code=/);
  const stranger = authorize(portal, { login_hint: "auth0|nobody" });
  expect((await visitor.follow(stranger, portal.callback)).page).toContain(bob.name);
});

/** The same provider at the same address, with nothing remembered. Connections kept from before are seen off first. */
async function restart(): Promise<void> {
  await provider.stop();
  provider = await start(provider.port);
  const answers = () => fetch(provider.url).then(Boolean, () => false);
  await expect.poll(answers).toBe(true);
}

function authorize(client: typeof portal, more: Record<string, string> = {}): string {
  const asked = { client_id: client.clientId, response_type: "code", redirect_uri: client.callback, state: "s" };
  return `${provider.url}/authorize?${new URLSearchParams({ ...asked, scope: "openid email", ...more }).toString()}`;
}

function redeem(code: string | null, client: typeof portal, more: Record<string, string> = {}): Promise<Response> {
  const body = { grant_type: "authorization_code", code: code ?? "", redirect_uri: client.callback, ...more };
  const asked = { client_id: client.clientId, client_secret: client.clientSecret, ...body };
  return fetch(`${provider.url}/oauth/token`, { method: "POST", body: new URLSearchParams(asked) });
}

/** A code for Alice, bound to a verifier of 43 a's. */
async function aCode(): Promise<string | null> {
  const challenge = { code_challenge: "ZtNPunH49FD35FWYhT5Tv8I7vRKQJ8uxMaL0_9eHjNA", code_challenge_method: "S256" };
  const back = await visitor.signIn(authorize(portal, challenge), portal.callback, alice.subject);
  return back.searchParams.get("code");
}

const againOf = (page: string | undefined) =>
  (/name="again" value="([^"]*)"/.exec(page ?? "")?.[1] ?? "").replaceAll("&amp;", "&");

test("the page offers everybody in the cast by name and works without JavaScript", async () => {
  const { page } = await visitor.follow(authorize(portal), portal.callback);
  for (const { name, email } of Object.values(cast)) expect(page).toMatch(new RegExp(`${name}[^]*${email}`));
  expect(page).toContain("Sign in to Atrium");
  expect(page).not.toContain("<script");
});

test("a code needs its verifier, its client and the client's secret", async () => {
  const verifier = { code_verifier: "a".repeat(43) };
  const answers = [
    await redeem(await aCode(), portal),
    await redeem(await aCode(), portal, { code_verifier: "b".repeat(43) }),
    await redeem(await aCode(), hub, verifier),
    await redeem(await aCode(), { ...portal, clientSecret: "guessed" }, verifier),
    await redeem(await aCode(), portal, verifier),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400, 401, 200]);
});

test("a code that is used twice is refused, and what it gave before is worth nothing any more", async () => {
  const code = await aCode();
  const first = await redeem(code, portal, { code_verifier: "a".repeat(43) });
  const second = await redeem(code, portal, { code_verifier: "a".repeat(43) });
  expect([second.status, await second.json()]).toEqual([400, expect.objectContaining({ error: "invalid_grant" })]);
  const { access_token: token } = (await first.json()) as { access_token: string };
  const userinfo = await fetch(`${provider.url}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
  expect(userinfo.status).toBe(401);
});

test("JupyterHub, without PKCE, gets whoever is signed in without a click", async () => {
  await aCode();
  const back = await visitor.follow(authorize(hub), hub.callback);
  expect(back.page).toBeUndefined();
  const answer = await redeem(new URL(back.url).searchParams.get("code"), hub);
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const userinfo = await fetch(`${provider.url}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
  expect(await userinfo.json()).toEqual({ sub: alice.subject, email: alice.email, email_verified: true });
});

test("signing out ends the session for every client, even for a cookie kept from before, and leads only to a listed address", async () => {
  await aCode();
  const kept = new Map(visitor.cookies);
  const logout = (returnTo: string) =>
    `${provider.url}/v2/logout?${new URLSearchParams({ client_id: "atrium", returnTo }).toString()}`;
  expect((await visitor.request(logout("https://evil.example/"))).status).toBe(400);
  expect((await visitor.follow(authorize(hub), hub.callback)).page).toBeUndefined();
  expect((await visitor.request(logout(signInPage))).headers.get("location")).toBe(signInPage);
  expect((await visitor.follow(authorize(hub), hub.callback)).page).toContain(bob.name);
  for (const [name, value] of kept) visitor.cookies.set(name, value);
  expect((await visitor.follow(authorize(hub), hub.callback)).page).toContain(bob.name);
});

test("a restart in the middle of a sign-in asks again and then goes on", async () => {
  const asked = await visitor.follow(authorize(portal), portal.callback);
  await restart();
  const choice = { again: againOf(asked.page), subject: alice.subject };
  const askedAgain = await visitor.follow(asked.url, portal.callback, choice);
  expect(askedAgain.page).toContain(alice.name);
  const back = await visitor.follow(askedAgain.url, portal.callback, choice);
  expect(new URL(back.url).searchParams.get("code")).toBeTruthy();
});

test("a page that is reloaded after a restart says where to go", async () => {
  const asked = await visitor.follow(authorize(portal), portal.callback);
  await restart();
  expect((await visitor.follow(asked.url, portal.callback)).page).toContain(new URL(portal.callback).origin);
});

test("an address that the client has not listed is never redirected to", async () => {
  const { page } = await visitor.follow(
    authorize(portal, { redirect_uri: "https://evil.example/" }),
    "https://evil.example",
  );
  expect(page).toContain("This sign-in cannot go on");
});

test("the discovery document speaks of Auth0's addresses", async () => {
  const document: unknown = await (await fetch(`${provider.url}/.well-known/openid-configuration`)).json();
  expect(document).toMatchObject({
    issuer: `${provider.url}/`,
    authorization_endpoint: `${provider.url}/authorize`,
    token_endpoint: `${provider.url}/oauth/token`,
    userinfo_endpoint: `${provider.url}/userinfo`,
    revocation_endpoint: `${provider.url}/oauth/revoke`,
    jwks_uri: `${provider.url}/.well-known/jwks.json`,
  });
});
