import { beforeEach, expect, test } from "vitest";
import { newId } from "~/core/id";
import { withLogContext } from "~/core/log.server";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { reactivateMember } from "~/domain/identity/members/reactivate-member.server";
import { suspendMember } from "~/domain/identity/members/suspend-member.server";
import { action as signOut } from "~/routes/auth/sign-out";
import { loader as account } from "~/routes/pages/account/account";
import { loader as sessionsPage } from "~/routes/pages/account/sessions";
import { loader as dashboard } from "~/routes/pages/dashboard";
import { action as launch } from "~/routes/pages/environments/launch";
import { action as endOne } from "~/routes/pages/account/session-end";
import { action as endAll } from "~/routes/pages/account/sessions-end-all";
import { action as endOthers } from "~/routes/pages/account/sessions-end-others";
import { loader as usageCsv } from "~/routes/pages/billing/usage-csv";
import { loader as placementStream } from "~/routes/pages/welcome-progress";
import { browserOf, callRoute, type Browser, type RouteHandler } from "~/testing/browser";
import { cast } from "~/testing/cast";
import { asThrown } from "~/web/refusal.server";

let alice: Browser;
let phone: Browser;
let charlie: Browser;

beforeEach(async () => {
  await sql`truncate sessions, identities, users cascade`;
  alice = await browserOf(cast.alice);
  phone = await browserOf(cast.alice);
  charlie = await browserOf(cast.charlie);
});

type Listed = { sessions: { id: string; isThis: boolean }[]; ended?: number };

const listed = async ({ cookie }: Browser, query = "") =>
  (await callRoute(sessionsPage, paths.accountSessions + query, { cookie })) as Listed;
const idOf = async (browser: Browser) => (await listed(browser)).sessions.find(({ isThis }) => isThis)?.id ?? "";
const post = async (handler: RouteHandler, { cookie }: Browser, id?: string) =>
  (await callRoute(handler, "/account/sessions", { cookie, id, form: {} })) as Response;
const thrown = async (asked: Promise<unknown>) =>
  asked.then(
    () => "let in",
    (error: unknown) => error,
  );
const placeOf = (answer: unknown) => (answer as Response).headers.get("location");

test("the account page says who one is and since when", async () => {
  expect(await callRoute(account, paths.account, { cookie: alice.cookie })).toMatchObject({
    name: cast.alice.name,
    email: cast.alice.email,
    since: expect.any(Date) as Date,
    preferences: { language: "en", theme: "system" },
    isSaved: false,
  });
});

test("strangers are sent to sign in and back", async () => {
  expect(placeOf(await thrown(callRoute(account, paths.account)))).toBe("/sign-in?to=%2Faccount");
  expect(placeOf(await thrown(callRoute(sessionsPage, paths.accountSessions)))).toBe(
    "/sign-in?to=%2Faccount%2Fsessions",
  );
  for (const handler of [endOne, endOthers, endAll])
    expect(placeOf(await thrown(callRoute(handler, paths.accountSessions, { id: newId("session"), form: {} })))).toBe(
      "/sign-in",
    );
});

test("one's own browser is marked, and another one's session is ended from it", async () => {
  expect((await listed(alice)).sessions.map(({ isThis }) => isThis).sort()).toEqual([false, true]);
  const answer = await post(endOne, alice, await idOf(phone));
  expect(answer.headers.get("location")).toBe("/account/sessions?ended=1");
  expect(await listed(alice, "?ended=1")).toMatchObject({ ended: 1, sessions: [{ isThis: true }] });
  expect(placeOf(await thrown(callRoute(dashboard, paths.dashboard, { cookie: phone.cookie })))).toMatch(/^\/sign-in/);
});

test("Charlie cannot end Alice's session, and is told what he would be told of one that is not there", async () => {
  const hers = await idOf(alice);
  const refused = (await thrown(post(endOne, charlie, hers))) as object;
  expect(refused).toMatchObject({ refusal: "not_found", code: "sessionNotFound" });
  expect(await thrown(post(endOne, charlie, newId("session")))).toEqual(refused);
  for (const nonsense of ["", "session_", "' or true --", newId("user")])
    expect(await thrown(post(endOne, charlie, nonsense))).toMatchObject({ refusal: "not_found" });
  expect((await listed(alice)).sessions).toHaveLength(2);
});

test("a session from before sessions had names can be ended too", async () => {
  const old = `session_${"0123456789abcdef".repeat(2)}`;
  await sql`update sessions set id = ${old} where id = ${await idOf(phone)}`;
  expect((await post(endOne, alice, old)).headers.get("location")).toBe("/account/sessions?ended=1");
});

test("signing out everywhere else leaves this browser; everywhere leads out, by way of the provider", async () => {
  expect((await post(endOthers, alice)).headers.get("location")).toBe("/account/sessions?ended=1");
  expect((await listed(alice)).sessions).toMatchObject([{ isThis: true }]);
  const answer = await post(endAll, alice);
  expect(answer.headers.get("location")).toMatch(/\/v2\/logout\?/);
  expect(answer.headers.get("set-cookie")).toMatch(/^atrium=; Max-Age=0/);
  expect(placeOf(await thrown(callRoute(dashboard, paths.dashboard, { cookie: alice.cookie })))).toMatch(/^\/sign-in/);
  expect((await listed(charlie)).sessions).toHaveLength(1);
});

test("a cookie that somebody kept is worth nothing after the sign-out, which also empties what the browser kept", async () => {
  const answer = await post(signOut, alice);
  expect(answer.headers.get("clear-site-data")).toBe('"cache", "storage"');
  for (const handler of [account, sessionsPage, dashboard, usageCsv])
    expect(placeOf(await thrown(callRoute(handler, "/", { cookie: alice.cookie })))).toMatch(/^\/sign-in/);
});

test("a suspended member gets the reason with 403 instead of pages, downloads, streams and changes, until it ends", async () => {
  const ada = await browserOf(cast.ada);
  await suspendMember(ada.viewer, alice.viewer.userId, { reason: "Unpaid since March." });
  const told = { refusal: "forbidden", code: "suspended", params: { reason: "Unpaid since March." } };
  for (const handler of [account, sessionsPage, dashboard, usageCsv, placementStream])
    expect(await thrown(callRoute(handler, "/", { cookie: alice.cookie }))).toMatchObject(told);
  expect(await thrown(callRoute(launch, paths.newEnvironment, { cookie: alice.cookie, form: {} }))).toMatchObject(told);
  const error = await thrown(callRoute(usageCsv, paths.usageCsv, { cookie: alice.cookie }));
  const answer = asThrown(error, false) as Response;
  expect([answer.status, await answer.json()]).toEqual([403, { error: "suspended" }]);
  expect(placeOf(await post(signOut, phone))).toMatch(/\/v2\/logout\?/);
  await reactivateMember(ada.viewer, alice.viewer.userId, { reason: "Paid." });
  expect(await callRoute(account, paths.account, { cookie: alice.cookie })).toMatchObject({ email: cast.alice.email });
});

test("three loaders of one request of a suspended member are refused alike, and nothing is kept for the next", async () => {
  const ada = await browserOf(cast.ada);
  await suspendMember(ada.viewer, alice.viewer.userId, { reason: "Unpaid." });
  const all = withLogContext({ requestId: newId("req") }, () =>
    Promise.all([1, 2, 3].map(() => thrown(callRoute(account, paths.account, { cookie: alice.cookie })))),
  );
  for (const error of await all) expect(error).toMatchObject({ code: "suspended" });
});
