import type { ActionFunctionArgs } from "@remix-run/node";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, freezeClock, later, MINUTE } from "~/core/clock";
import { paths } from "~/core/paths";
import { db, sql } from "~/db/pool.server";
import { identitiesOf } from "~/domain/identity/sign-in/identities.queries.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import { startIdentityProvider, type IdentityProviderSimulator } from "~/integrations/auth0/simulator";
import { Visitor } from "~/integrations/auth0/simulator/visitor";
import { loader as callback } from "~/routes/auth/callback";
import { action as begin } from "~/routes/pages/account/sign-in-link";
import { action as confirm, loader as confirmPage } from "~/routes/pages/account/sign-in-confirm";
import { cast } from "~/testing/cast";
import { testSettings } from "~/testing/settings";
import { findViewer } from "./viewer.server";

const portal = testSettings.APP_URL;
const work = {
  subject: "google-oauth2|117",
  email: "a.analyst@work.example",
  name: "A. Analyst",
  givenName: "A.",
  familyName: "Analyst",
};

let provider: IdentityProviderSimulator;
let visitor: Visitor;

beforeAll(async () => {
  provider = await startIdentityProvider({
    cast: [...Object.values(cast), work],
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

beforeEach(async () => {
  await sql`truncate sessions, identities, users cascade`;
  await signInMember({ issuer: provider.url, ...cast.bob });
  visitor = await signedInAs(cast.alice);
});

afterAll(async () => {
  freezeClock(undefined);
  await provider.stop();
});

async function signedInAs(person: { subject: string; email: string; name: string }): Promise<Visitor> {
  const { viewer } = await signInMember({ issuer: provider.url, ...person });
  const browser = new Visitor();
  browser.cookies.set("atrium", (await startSession(viewer.userId, { userAgent: null })).token);
  return browser;
}

const browser = (url: URL | string, form?: Record<string, string>) =>
  new Request(new URL(url, portal), {
    headers: { cookie: visitor.cookieHeader },
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
  });

async function answerOf(handler: (args: ActionFunctionArgs) => unknown, request: Request): Promise<string> {
  const answer = (await Promise.resolve(handler({ request, params: {}, context: {} })).catch(
    (thrown: unknown) => thrown,
  )) as Response;
  visitor.remember(answer);
  return answer.headers.get("location") ?? "";
}

/** Goes to the provider to link, chooses there, and comes back to the portal. */
async function cameBackAs(subject?: string): Promise<URL> {
  const authorize = await answerOf(begin, browser(paths.linkSignIn, {}));
  expect(new URL(authorize).searchParams.get("prompt")).toBe("login");
  return visitor.signIn(authorize, portal, subject);
}

async function subjects(): Promise<string[]> {
  const viewer = await findViewer(browser("/"));
  return viewer ? (await identitiesOf(db, viewer.userId)).map(({ subject }) => subject) : [];
}

test("nothing is linked until the member has seen it and said yes; then it is, and they are still themselves", async () => {
  const viewer = await findViewer(browser("/"));
  expect(await answerOf(callback, browser(await cameBackAs(work.subject)))).toBe(paths.confirmSignIn);
  expect(await subjects()).toEqual([cast.alice.subject]);
  expect(await confirmPage({ request: browser(paths.confirmSignIn), params: {}, context: {} })).toMatchObject({
    member: { email: cast.alice.email },
    vouched: { subject: work.subject, email: work.email, name: work.name },
  });
  expect(await answerOf(confirm, browser(paths.confirmSignIn, { subject: work.subject }))).toBe(
    `${paths.accountSignIns}?linked`,
  );
  expect(await subjects()).toEqual([cast.alice.subject, work.subject]);
  expect(await findViewer(browser("/"))).toEqual(viewer);
  expect([...visitor.cookies.keys()].filter((name) => name.startsWith("atrium"))).toEqual(["atrium"]);
});

test("what is Bob's is refused on the member's page, and the visitor is not signed in as Bob", async () => {
  const back = await cameBackAs(cast.bob.subject);
  expect(await answerOf(callback, browser(back))).toBe(`${paths.accountSignIns}?problem=identityBelongsToAnother`);
  expect(await findViewer(browser("/"))).toMatchObject({ email: cast.alice.email });
  expect(await answerOf(confirm, browser(paths.confirmSignIn, { subject: cast.bob.subject }))).toBe(
    `${paths.accountSignIns}?problem=linkExpired`,
  );
});

test("an unverified address, a changed mind and a forged answer link nothing, each in its own words", async () => {
  const problemOf = async (url: URL) => (await answerOf(callback, browser(url))).split("problem=")[1];
  expect(await problemOf(await cameBackAs("auth0|uma"))).toBe("emailNotVerified");
  expect(await problemOf(await cameBackAs())).toBe("signInDenied");
  const used = await cameBackAs(work.subject);
  const kept = new Map(visitor.cookies);
  await answerOf(callback, browser(used));
  kept.forEach((value, name) => visitor.cookies.set(name, value));
  expect(await problemOf(used)).toBe("signInReplayed");
  expect(await subjects()).toEqual([cast.alice.subject]);
});

test("it is no sign-in: without the session that began it, nobody comes in and nobody is made", async () => {
  const back = await cameBackAs(work.subject);
  visitor.cookies.delete("atrium");
  expect(await answerOf(callback, browser(back))).toBe(`${paths.signIn}?problem=linkNeedsSession`);
  expect(await findViewer(browser("/"))).toBeUndefined();
  expect(await sql`select email from users where email = ${work.email}`).toEqual([]);
});

test("another session than the one that began can neither finish nor confirm it", async () => {
  const bobs = (await signedInAs(cast.bob)).cookies.get("atrium") ?? "";
  const alices = visitor.cookies.get("atrium") ?? "";
  const back = await cameBackAs(work.subject);
  visitor.cookies.set("atrium", bobs);
  expect(await answerOf(callback, browser(back))).toBe(`${paths.accountSignIns}?problem=linkOfAnotherSession`);
  visitor.cookies.set("atrium", alices);
  await answerOf(callback, browser(await cameBackAs(work.subject)));
  visitor.cookies.set("atrium", bobs);
  expect(await answerOf(confirm, browser(paths.confirmSignIn, { subject: work.subject }))).toMatch(/linkExpired$/);
  expect(await subjects()).toEqual([cast.bob.subject]);
});

test("after ten minutes there is nothing to confirm, whatever the browser has kept", async () => {
  await answerOf(callback, browser(await cameBackAs(work.subject)));
  freezeClock(later(clock.now(), 10 * MINUTE));
  expect(await answerOf(confirm, browser(paths.confirmSignIn, { subject: work.subject }))).toMatch(/linkExpired$/);
  expect(await answerOf(confirmPage, browser(paths.confirmSignIn))).toMatch(/linkExpired$/);
  freezeClock(undefined);
  expect(await subjects()).toEqual([cast.alice.subject]);
});

test("what is linked is what the page showed, not what another tab fetched since, nor what a browser made up", async () => {
  await answerOf(callback, browser(await cameBackAs(work.subject)));
  expect(await answerOf(confirm, browser(paths.confirmSignIn, { subject: "google-oauth2|other" }))).toMatch(
    /linkExpired$/,
  );
  visitor.cookies.set("atrium-vouched", "v1.AAAA.AAAA.AAAA");
  expect(await answerOf(confirm, browser(paths.confirmSignIn, { subject: work.subject }))).toMatch(/linkExpired$/);
  expect(await subjects()).toEqual([cast.alice.subject]);
});
