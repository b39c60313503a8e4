import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { env } from "~/core/env.server";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { startIdentityProvider, type IdentityProviderSimulator } from "~/integrations/auth0/simulator";
import { Visitor } from "~/integrations/auth0/simulator/visitor";
import { loader as callback } from "~/routes/auth/callback";
import { action as signOut } from "~/routes/auth/sign-out";
import { action as start } from "~/routes/auth/start";
import { cast } from "~/testing/cast";
import { testSettings } from "~/testing/settings";
import { findViewer } from "./viewer.server";
import { preferencesOf } from "~/web/forms/preferences.server";
import { problemAskedFor } from "~/web/forms/problem-token.server";

const portal = testSettings.APP_URL;
const { alice, bob, ada } = cast;

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
        redirectUris: [`${portal}${paths.signInCallback}`],
        postLogoutRedirectUris: [`${portal}${paths.signIn}`],
      },
    ],
  });
  process.env["AUTH_ISSUER"] = provider.url;
});

beforeEach(() => {
  visitor = new Visitor();
});

afterAll(() => provider.stop());

const browser = (url: URL | string, more: RequestInit = {}) =>
  new Request(url, { ...more, headers: { cookie: visitor.cookieHeader, "user-agent": "Firefox" } });

/** What a route answers to the visitor's browser: status and where it leads. Cookies are kept. */
async function answerOf(
  handler: typeof start | typeof callback,
  request: Request,
): Promise<{ status: number; location: string | null }> {
  const answer: Response = await handler({ request, params: {}, context: {} });
  visitor.remember(answer);
  return { status: answer.status, location: answer.headers.get("location") };
}

const post = (path: string, form: Record<string, string> = {}) =>
  browser(portal + path, { method: "POST", body: new URLSearchParams(form) });

/** Presses the button, chooses at the provider, and comes back to the portal. */
async function cameBackAs(subject?: string, form: Record<string, string> = {}): Promise<URL> {
  const { location } = await answerOf(start, post(paths.signInStart, form));
  return visitor.signIn(location ?? "", portal, subject);
}

async function problemOf(request: Request): Promise<string | null> {
  const { location } = await answerOf(callback, request);
  expect(location).toMatch(/^\/sign-in\?/);
  expect(await findViewer(browser(portal))).toBeUndefined();
  return new URL(location ?? "", portal).searchParams.get("problem");
}

test("the first sign-in makes the member, an account and a placement, and welcomes; the next goes where one wanted to go", async () => {
  const back = await cameBackAs(alice.subject, { returnTo: "/usage?month=2026-10" });
  expect(await answerOf(callback, browser(back))).toEqual({ status: 302, location: paths.welcome });
  expect([...visitor.cookies.keys()].filter((name) => name.startsWith("atrium"))).toEqual(["atrium"]);
  const viewer = await findViewer(browser(portal));
  expect(viewer).toMatchObject({ email: alice.email, name: alice.name, isAdmin: false });
  const [row] = await sql`
    select (select count(*) from billing_accounts) as accounts, (select count(*) from placements) as placements,
           (select count(*) from graphile_worker.jobs where task_identifier = 'place_member') as jobs`;
  expect(row).toEqual({ accounts: 1n, placements: 1n, jobs: 1n });
  const again = await cameBackAs(alice.subject, { returnTo: "/usage?month=2026-10" });
  expect((await answerOf(callback, browser(again))).location).toBe("/usage?month=2026-10");
});

test("an admin of the list comes in as admin, and a later sign-in without a destination leads to the dashboard", async () => {
  await answerOf(callback, browser(await cameBackAs(ada.subject)));
  expect(await findViewer(browser(portal))).toMatchObject({ isAdmin: true });
  expect((await answerOf(callback, browser(await cameBackAs(ada.subject)))).location).toBe(paths.dashboard);
});

test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])(
  "nobody is led out of the portal (%s)",
  async (returnTo) => {
    await answerOf(callback, browser(await cameBackAs(bob.subject, { returnTo })));
    const again = await cameBackAs(bob.subject, { returnTo });
    visitor.cookies.set("atrium-to", encodeURIComponent(returnTo));
    expect((await answerOf(callback, browser(again))).location).toBe(paths.dashboard);
  },
);

test("a session planted before the sign-in is not the one that is signed in", async () => {
  const planted = "p".repeat(43);
  const back = await cameBackAs(bob.subject);
  visitor.cookies.set("atrium", planted);
  await answerOf(callback, browser(back));
  expect(visitor.cookies.get("atrium")).not.toBe(planted);
  visitor.cookies.set("atrium", planted);
  expect(await findViewer(browser(portal))).toBeUndefined();
});

test("signing in again in the same browser ends the session from before", async () => {
  await answerOf(callback, browser(await cameBackAs(bob.subject)));
  const before = visitor.cookies.get("atrium") ?? "";
  await answerOf(callback, browser(await cameBackAs(bob.subject)));
  visitor.cookies.set("atrium", before);
  expect(await findViewer(browser(portal))).toBeUndefined();
});

test("what a member chose elsewhere is so in the browser in which they sign in, also after they leave it", async () => {
  await answerOf(callback, browser(await cameBackAs(bob.subject)));
  await sql`update users set language = 'fa', time_zone = 'Asia/Tehran' where email = ${bob.email}`;
  visitor = new Visitor();
  await answerOf(callback, browser(await cameBackAs(bob.subject)));
  expect(await preferencesOf(browser(portal))).toEqual({ language: "fa", theme: "system", timeZone: "Asia/Tehran" });
  await answerOf(signOut, post(paths.signOut));
  expect(await findViewer(browser(portal))).toBeUndefined();
  expect(await preferencesOf(browser(portal))).toEqual({ language: "fa", theme: "system", timeZone: "Asia/Tehran" });
  await sql`update users set language = null, time_zone = null where email = ${bob.email}`;
});

test("whoever comes to set up a new installation is led there at their very first sign-in", async () => {
  const first = await answerOf(callback, browser(await cameBackAs(cast.charlie.subject, { returnTo: paths.setUp })));
  expect(first.location).toBe(paths.setUp);
  const { location } = await answerOf(
    callback,
    browser(await cameBackAs(cast.charlie.subject, { returnTo: "/usage" })),
  );
  expect(location).toBe("/usage");
});

test("in a demo one of its people is a press away; elsewhere nobody is named to the provider", async () => {
  const settings = env();
  const asBob = async () => (await answerOf(start, post(paths.signInStart, { as: bob.subject }))).location ?? "";
  expect(await asBob()).not.toContain("login_hint");
  settings.ATRIUM_MODE = "demo";
  await cameBackAs(alice.subject);
  const back = await visitor.follow(await asBob(), portal);
  settings.ATRIUM_MODE = "test";
  await answerOf(callback, browser(back.url));
  expect(await findViewer(browser(portal))).toMatchObject({ email: bob.email });
});

test("two tabs can sign in at once", async () => {
  const [one, two] = [await cameBackAs(bob.subject), await cameBackAs(bob.subject)];
  await answerOf(callback, browser(one));
  expect((await answerOf(callback, browser(two))).location).toBe(paths.dashboard);
});

test("what does not belong to a sign-in of this browser is refused, each in its own words", async () => {
  expect(await problemOf(browser(await cameBackAs("auth0|uma")))).toBe("emailNotVerified");
  visitor = new Visitor();
  expect(await problemOf(browser(await cameBackAs()))).toBe("signInDenied");
  const forged = await cameBackAs(alice.subject);
  forged.searchParams.set("state", "another");
  expect(await problemOf(browser(forged))).toBe("signInStateMismatch");
  expect(await problemOf(new Request(await cameBackAs(alice.subject)))).toBe("signInExpired");
  expect(await problemOf(browser(portal + paths.signInCallback))).toBe("signInExpired");
});

test("a sign-in that has been used cannot be used again, even by who kept its cookies", async () => {
  const back = await cameBackAs(alice.subject);
  const kept = visitor.cookieHeader;
  await answerOf(callback, browser(back));
  visitor = new Visitor();
  expect(await problemOf(new Request(back, { headers: { cookie: kept } }))).toBe("signInReplayed");
});

test("a provider that is down is said to be down, and the destination is kept", async () => {
  const back = await cameBackAs(alice.subject, { returnTo: "/billing" });
  provider.disturb("fail");
  const { location } = await answerOf(callback, browser(back));
  expect(location).toBe("/sign-in?problem=identityProviderDown&to=%2Fbilling");
  provider.disturb();
});

test("a suspended member is told why", async () => {
  await answerOf(callback, browser(await cameBackAs(bob.subject)));
  await sql`update users set suspended_at = now(), suspended_reason = 'Card declined.' where email = ${bob.email}`;
  const { location } = await answerOf(callback, browser(await cameBackAs(bob.subject)));
  const { searchParams } = new URL(location ?? "", portal);
  expect(problemAskedFor(searchParams)).toMatchObject({ code: "suspended", params: { reason: "Card declined." } });
  await sql`update users set suspended_at = null, suspended_reason = null`;
});

test("signing out ends the session here and at the provider, and comes back to the sign-in page", async () => {
  await answerOf(callback, browser(await cameBackAs(alice.subject)));
  const kept = visitor.cookies.get("atrium") ?? "";
  const { location } = await answerOf(signOut, post(paths.signOut));
  expect((await visitor.request(location ?? "")).headers.get("location")).toBe(`${portal}/sign-in`);
  expect(visitor.cookies.has("atrium")).toBe(false);
  visitor.cookies.set("atrium", kept);
  expect(await findViewer(browser(portal))).toBeUndefined();
  const { location: begun } = await answerOf(start, post(paths.signInStart));
  expect((await visitor.follow(begun ?? "", portal)).page).toContain(bob.name);
});
