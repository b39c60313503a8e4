import { beforeEach, expect, test } from "vitest";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { openAccount } from "~/domain/billing/ledger/open-account.server";
import { startImpersonation } from "~/domain/identity/impersonation/start-impersonation.server";
import { action as ask, loader as dataPage } from "~/routes/pages/account/data";
import { action as stay } from "~/routes/pages/account/data-stay";
import { loader as memberPage } from "~/routes/pages/admin/member";
import { loader as membersPage } from "~/routes/pages/admin/members";
import { loader as frame } from "~/routes/pages/app-layout";
import { browserOf, callRoute, type Browser } from "~/testing/browser";
import { cast } from "~/testing/cast";

let alice: Browser;
let ada: Browser;

beforeEach(async () => {
  await sql`truncate sessions, identities, users cascade`;
  alice = await browserOf(cast.alice);
  ada = await browserOf(cast.ada);
  await openAccount(alice.viewer.userId);
});

const askAs = ({ cookie }: Browser, email: string) => callRoute(ask, paths.accountData, { cookie, form: { email } });
const deletionAt = async () =>
  (await sql<{ at: Date | null }[]>`select deletion_at as at from users where id = ${alice.viewer.userId}`)[0]?.at;
const thrown = async (asked: Promise<unknown>) =>
  asked.then(
    () => "let in",
    (error: unknown) => error,
  );

test("the page says in numbers what would go", async () => {
  expect(await callRoute(dataPage, paths.accountData, { cookie: alice.cookie })).toMatchObject({
    isInPerson: true,
    email: cast.alice.email,
    deletionAt: undefined,
    inventory: { environments: 0, keys: 0, webhooks: 0, sessions: 1, signIns: 1, credit: { currency: "EUR" } },
  });
});

test("a wrong address is said beside the form, with what was typed; the right one is taken, and every page says so", async () => {
  const refused = await askAs(alice, "bob@example.org");
  expect(refused).toMatchObject({
    data: { problem: { code: "leaveEmailOther" }, values: { email: "bob@example.org" } },
  });
  expect(await askAs(alice, "")).toMatchObject({ data: { problem: { code: "leaveEmailMissing" } } });
  expect(await deletionAt()).toBeNull();
  expect(((await askAs(alice, " Alice@Example.org ")) as Response).headers.get("location")).toBe(paths.accountData);
  const at = await deletionAt();
  expect(at).toBeInstanceOf(Date);
  expect(await callRoute(frame, paths.dashboard, { cookie: alice.cookie })).toMatchObject({ deletionAt: at });
  const back = (await callRoute(stay, paths.cancelAccountDeletion, { cookie: alice.cookie, form: {} })) as Response;
  expect(back.headers.get("location")).toBe(`${paths.accountData}?stays`);
  expect(await callRoute(frame, paths.dashboard, { cookie: alice.cookie })).toMatchObject({ deletionAt: undefined });
});

test("the last administrator is told to find another first", async () => {
  expect(await askAs(ada, cast.ada.email)).toMatchObject({ data: { problem: { code: "lastAdminStays" } } });
});

test("strangers are sent to sign in, and an admin who impersonates the member asks for nothing and calls nothing off", async () => {
  const nobody = { ...alice, cookie: "" };
  expect(await thrown(askAs(nobody, cast.alice.email))).toMatchObject({ status: 302 });
  await askAs(alice, cast.alice.email);
  await startImpersonation(ada.viewer, ada.cookie.replace("atrium=", ""), alice.viewer.userId, {
    reason: "They asked for help.",
    minutes: 15,
  });
  expect(await callRoute(dataPage, paths.accountData, { cookie: ada.cookie })).toMatchObject({
    isInPerson: false,
    deletionAt: await deletionAt(),
  });
  expect(await thrown(askAs(ada, cast.alice.email))).toMatchObject({ refusal: "forbidden" });
  expect(await thrown(callRoute(stay, paths.cancelAccountDeletion, { cookie: ada.cookie, form: {} }))).toMatchObject({
    refusal: "forbidden",
  });
  expect(await deletionAt()).toBeInstanceOf(Date);
});

test("administrators see who leaves; who has gone is in no list, and their page stays for the books", async () => {
  const { userId } = alice.viewer;
  await askAs(alice, cast.alice.email);
  const listed = async () =>
    (
      (await callRoute(membersPage, paths.adminMembers, { cookie: ada.cookie })) as {
        members: { id: string; deletionAt?: Date }[];
      }
    ).members;
  expect((await listed()).find(({ id }) => id === userId)?.deletionAt).toBeInstanceOf(Date);
  await sql`update users set anonymized_at = now(), email = ${`deleted-${userId}@anonymized.invalid`} where id = ${userId}`;
  expect((await listed()).map(({ id }) => id)).toEqual([ada.viewer.userId]);
  const page = await callRoute(memberPage, paths.adminMember(userId), { cookie: ada.cookie, id: userId });
  expect(page).toMatchObject({ member: { id: userId }, statement: [{ kind: "welcome" }] });
});
