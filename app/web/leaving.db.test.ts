import { beforeEach, expect, test } from "vitest";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { openAccount } from "~/domain/billing/open-account.server";
import { startActing } from "~/domain/identity/start-acting.server";
import { action as ask, loader as dataPage } from "~/routes/pages/account-data";
import { action as stay } from "~/routes/pages/account-data-stay";
import { loader as memberPage } from "~/routes/pages/admin-member";
import { loader as membersPage } from "~/routes/pages/admin-members";
import { loader as frame } from "~/routes/pages/frame";
import { browserOf, knock, type Browser } from "~/testing/browser";
import { cast } from "~/testing/cast";

let alice: Browser;
let ada: Browser;

beforeEach(async () => {
  await sql`truncate sessions, identities, users cascade`;
  alice = await browserOf(cast.alice);
  ada = await browserOf(cast.ada);
  await openAccount(alice.viewer.userId);
});

const askAs = ({ cookie }: Browser, email: string) => knock(ask, paths.accountData, { cookie, form: { email } });
const leavesAt = async () =>
  (await sql<{ at: Date | null }[]>`select leaves_at as at from users where id = ${alice.viewer.userId}`)[0]?.at;
const thrown = async (asked: Promise<unknown>) =>
  asked.then(
    () => "let in",
    (error: unknown) => error,
  );

test("the page says in numbers what would go", async () => {
  expect(await knock(dataPage, paths.accountData, { cookie: alice.cookie })).toMatchObject({
    isInPerson: true,
    email: cast.alice.email,
    leavesAt: undefined,
    inventory: { environments: 0, keys: 0, webhooks: 0, sessions: 1, signIns: 1, credit: { currency: "EUR" } },
  });
});

test("a wrong address is said beside the form, with what was typed; the right one is taken, and every page says so", async () => {
  const refused = await askAs(alice, "bob@example.org");
  expect(refused).toMatchObject({
    data: { problem: { code: "leaveEmailOther" }, values: { email: "bob@example.org" } },
  });
  expect(await askAs(alice, "")).toMatchObject({ data: { problem: { code: "leaveEmailMissing" } } });
  expect(await leavesAt()).toBeNull();
  expect(((await askAs(alice, " Alice@Example.org ")) as Response).headers.get("location")).toBe(paths.accountData);
  const at = await leavesAt();
  expect(at).toBeInstanceOf(Date);
  expect(await knock(frame, paths.dashboard, { cookie: alice.cookie })).toMatchObject({ leavesAt: at });
  const back = (await knock(stay, paths.callOffLeaving, { cookie: alice.cookie, form: {} })) as Response;
  expect(back.headers.get("location")).toBe(`${paths.accountData}?stays`);
  expect(await knock(frame, paths.dashboard, { cookie: alice.cookie })).toMatchObject({ leavesAt: undefined });
});

test("the last administrator is told to find another first", async () => {
  expect(await askAs(ada, cast.ada.email)).toMatchObject({ data: { problem: { code: "lastAdminStays" } } });
});

test("strangers are sent to sign in, and an admin who looks as the member asks for nothing and calls nothing off", async () => {
  const nobody = { ...alice, cookie: "" };
  expect(await thrown(askAs(nobody, cast.alice.email))).toMatchObject({ status: 302 });
  await askAs(alice, cast.alice.email);
  await startActing(ada.viewer, ada.cookie.replace("atrium=", ""), alice.viewer.userId, {
    reason: "They asked for help.",
    minutes: 15,
  });
  expect(await knock(dataPage, paths.accountData, { cookie: ada.cookie })).toMatchObject({
    isInPerson: false,
    leavesAt: await leavesAt(),
  });
  expect(await thrown(askAs(ada, cast.alice.email))).toMatchObject({ refusal: "forbidden" });
  expect(await thrown(knock(stay, paths.callOffLeaving, { cookie: ada.cookie, form: {} }))).toMatchObject({
    refusal: "forbidden",
  });
  expect(await leavesAt()).toBeInstanceOf(Date);
});

test("administrators see who leaves; who has gone is in no list, and their page stays for the books", async () => {
  const { userId } = alice.viewer;
  await askAs(alice, cast.alice.email);
  const listed = async () =>
    (
      (await knock(membersPage, paths.adminMembers, { cookie: ada.cookie })) as {
        members: { id: string; leavesAt?: Date }[];
      }
    ).members;
  expect((await listed()).find(({ id }) => id === userId)?.leavesAt).toBeInstanceOf(Date);
  await sql`update users set anonymised_at = now(), email = ${`deleted-${userId}@anonymised.invalid`} where id = ${userId}`;
  expect((await listed()).map(({ id }) => id)).toEqual([ada.viewer.userId]);
  const page = await knock(memberPage, paths.adminMember(userId), { cookie: ada.cookie, id: userId });
  expect(page).toMatchObject({ member: { id: userId }, statement: [{ kind: "welcome" }] });
});
