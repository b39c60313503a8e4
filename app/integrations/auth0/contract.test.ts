import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cast } from "~/testing/cast";
import { auth0, type Auth0 } from "./client.server";
import { startIdentityProvider, type IdentityProviderSimulator } from "./simulator";
import { Visitor } from "./simulator/visitor";

const callback = "http://localhost:23100/auth/callback";
const signInPage = "http://localhost:23100/sign-in";
const credentials = { clientId: "atrium", clientSecret: "dev-client-secret" };
const { alice, bob } = cast;

let provider: IdentityProviderSimulator;
let portal: Auth0;
let visitor: Visitor;

const portalWith = (secret: string) =>
  auth0({
    ...credentials,
    clientSecret: secret,
    base: provider.url,
    redirectUri: callback,
    flowCookie: "atrium-flow",
    flowLasts: 600_000,
    secure: false,
    timeoutMs: 400,
  });

beforeAll(async () => {
  const client = { ...credentials, redirectUris: [callback], postLogoutRedirectUris: [signInPage] };
  provider = await startIdentityProvider({ cast: Object.values(cast), clients: [client], withUnverified: true });
});

beforeEach(() => {
  visitor = new Visitor();
  portal = portalWith(credentials.clientSecret);
});

afterAll(() => provider.stop());

/** The request with which the visitor's browser comes back, having clicked on `subject` or on "do not sign in". */
async function cameBackAs(subject?: string): Promise<Request> {
  const begun = visitor.remember(await portal.begin()).headers.get("location") ?? "";
  return browserAt(await visitor.signIn(begun, callback, subject));
}

const browserAt = (url: URL | string) => new Request(url, { headers: { cookie: visitor.cookieHeader } });

test("whoever clicks on Alice comes back as Alice, with her verified address and names", async () => {
  expect(await portal.finish(await cameBackAs(alice.subject))).toEqual({
    issuer: provider.url,
    subject: alice.subject,
    email: "alice@example.org",
    name: "Alice Analyst",
    givenName: "Alice",
    familyName: "Analyst",
  });
});

test("the portal asks with a state, a challenge and a nonce that are new each time", async () => {
  const [one, two] = [await portal.begin(), await portal.begin()].map(
    (answer) => new URL(answer.headers.get("location") ?? "").searchParams,
  );
  for (const name of ["state", "code_challenge", "nonce"]) {
    expect(one?.get(name)).toMatch(/^[\w-]{43,64}$/);
    expect(one?.get(name)).not.toBe(two?.get(name));
  }
  expect(Object.fromEntries(one ?? [])).toMatchObject({
    code_challenge_method: "S256",
    redirect_uri: callback,
    scope: "openid profile email",
  });
});

test("what was begun is waited for as long as it is said to be, and no shorter", async () => {
  const [cookie = ""] = (await portal.begin()).headers.getSetCookie();
  expect(cookie).toMatch(/^atrium-flow:/);
  expect(/Max-Age=(\d+)/i.exec(cookie)?.[1]).toBe("600");
});

test("an unverified e-mail address is refused", async () => {
  const finished = portal.finish(await cameBackAs("auth0|uma"));
  await expect(finished).rejects.toMatchObject({
    refusal: "forbidden",
    code: "emailNotVerified",
  });
});

test("saying no at the provider is told apart from failing", async () => {
  await expect(portal.finish(await cameBackAs())).rejects.toMatchObject({ code: "signInDenied" });
});

test("a state that this browser did not begin is refused", async () => {
  const forged = new URL((await cameBackAs(alice.subject)).url);
  forged.searchParams.set("state", "of-somebody-else");
  await expect(portal.finish(browserAt(forged))).rejects.toMatchObject({ code: "signInStateMismatch" });
});

test("without the cookie, the state or the code there is nothing to finish", async () => {
  const { url } = await cameBackAs(alice.subject);
  const withoutCode = `${callback}?state=${new URL(url).searchParams.get("state") ?? ""}`;
  for (const request of [
    new Request(url),
    browserAt(callback),
    browserAt(`${callback}?state=`),
    browserAt(withoutCode),
  ])
    await expect(portal.finish(request), request.url).rejects.toMatchObject({
      refusal: "invalid",
      code: "signInExpired",
    });
});

test("a code works once", async () => {
  const request = await cameBackAs(alice.subject);
  await portal.finish(request);
  await expect(portal.finish(request)).rejects.toMatchObject({ refusal: "forbidden", code: "signInReplayed" });
});

test("somebody else's code brought into one's own flow is refused: the verifier does not fit", async () => {
  const stolen = new URL((await cameBackAs(bob.subject)).url).searchParams.get("code") ?? "";
  visitor = new Visitor();
  const own = new URL((await cameBackAs(alice.subject)).url);
  own.searchParams.set("code", stolen);
  await expect(portal.finish(browserAt(own))).rejects.toMatchObject({ code: "signInReplayed" });
});

test("a provider that refuses the portal itself is not the person's fault", async () => {
  const finished = portalWith("an old secret").finish(await cameBackAs(alice.subject));
  await expect(finished).rejects.toMatchObject({ code: "identityProviderRefused" });
});

test.each(["fail", "stall"] as const)("a provider that is down (%s) is said to be down, soon", async (fault) => {
  const request = await cameBackAs(alice.subject);
  provider.disturb(fault);
  const asked = performance.now();
  await expect(portal.finish(request)).rejects.toMatchObject({ refusal: "unavailable", code: "identityProviderDown" });
  expect(performance.now() - asked).toBeLessThan(5000);
  provider.disturb();
});

test("signing out at the provider leads back and asks the next time", async () => {
  await cameBackAs(alice.subject);
  expect((await visitor.request(portal.logoutUrl(signInPage))).headers.get("location")).toBe(signInPage);
  expect(await portal.finish(await cameBackAs(bob.subject))).toMatchObject({ subject: bob.subject });
});
