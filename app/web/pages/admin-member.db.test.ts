import { beforeEach, expect, test } from "vitest";
import type { UserId } from "~/core/id";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { openAccount } from "~/domain/billing/ledger/open-account.server";
import * as page from "~/routes/pages/admin/member";
import { action as appoint } from "~/routes/pages/admin/member-appoint";
import { action as dismiss } from "~/routes/pages/admin/member-dismiss";
import { action as reactivate } from "~/routes/pages/admin/member-reactivate";
import { action as suspend } from "~/routes/pages/admin/member-suspend";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { browserOf, callRoute, type Browser, type RouteHandler } from "~/testing/browser";
import { cast } from "~/testing/cast";

const handlers = { suspend, reactivate, appoint, dismiss };

let ada: Browser;
let alice: Browser;
let charlie: Browser;

beforeEach(async () => {
  await sql`truncate sessions, identities, users cascade`;
  [ada, alice, charlie] = [await browserOf(cast.ada), await browserOf(cast.alice), await browserOf(cast.charlie)];
  await ensureFirstPriceBook();
  await openAccount(alice.viewer.userId);
});

const post = async (handler: RouteHandler, { cookie }: Browser, id: UserId, form: Record<string, string> = {}) =>
  ((await callRoute(handler, paths.adminMember(id), { cookie, id, form })) as Response).headers.get("location");

const standing = async ({ viewer }: Browser) =>
  (await sql`select is_admin as admin, suspended_reason as reason from users where id = ${viewer.userId}`)[0];

test("strangers are sent to sign in and members are refused, at every address", async () => {
  for (const handler of Object.values(handlers)) {
    await expect(post(handler, charlie, alice.viewer.userId, { reason: "Mine." })).rejects.toMatchObject({
      refusal: "forbidden",
      code: "adminsOnly",
    });
    const stranger = await post(handler, { ...charlie, cookie: "" }, alice.viewer.userId).catch(
      (thrown: unknown) => thrown,
    );
    expect((stranger as Response).headers.get("location")).toBe("/sign-in");
  }
  expect(await standing(alice)).toEqual({ admin: false, reason: null });
});

test("Ada suspends Alice with a reason, sees it on her page, and ends it", async () => {
  const { userId } = alice.viewer;
  const address = paths.adminMember(userId);
  expect(await post(suspend, ada, userId, { reason: "  Unpaid since March.  " })).toBe(address);
  const shown = await callRoute(page.loader, address, { cookie: ada.cookie, id: userId });
  expect(shown).toMatchObject({
    member: { suspendedAt: expect.any(Date) as Date },
    suspendedReason: "Unpaid since March.",
    isSelf: false,
  });
  expect(await post(reactivate, ada, userId, { reason: "Paid." })).toBe(address);
  expect(await standing(alice)).toEqual({ admin: false, reason: null });
});

test.each([
  [{}, "reasonMissing"],
  [{ reason: "   " }, "reasonMissing"],
  [{ reason: "x".repeat(301) }, "reasonTooLong"],
])("without a reason that can be read (%j) nobody is suspended", async (form, code) => {
  const { userId } = alice.viewer;
  expect(await post(suspend, ada, userId, form)).toBe(`${paths.adminMember(userId)}?problem=${code}`);
  expect(await standing(alice)).toEqual({ admin: false, reason: null });
});

test("a grace that is not on offer suspends nobody", async () => {
  const { userId } = alice.viewer;
  for (const graceMinutes of ["7", "-1", "x", "", " "])
    expect(await post(suspend, ada, userId, { reason: "Unpaid.", graceMinutes })).toBe(
      `${paths.adminMember(userId)}?problem=chooseGrace`,
    );
  expect(await standing(alice)).toEqual({ admin: false, reason: null });
});

test("what an admin may not decide is said on the page", async () => {
  const own = paths.adminMember(ada.viewer.userId);
  expect(await post(suspend, ada, ada.viewer.userId, { reason: "Tired." })).toBe(`${own}?problem=statusIsYourOwn`);
  expect(await post(dismiss, ada, ada.viewer.userId)).toBe(`${own}?problem=statusIsYourOwn`);
  const shown = await callRoute(page.loader, `${own}?problem=statusIsYourOwn`, {
    cookie: ada.cookie,
    id: ada.viewer.userId,
  });
  expect(shown).toMatchObject({ isSelf: true, isAppointed: true, problem: { code: "statusIsYourOwn" } });
});

test("a member is made admin and dismissed again", async () => {
  const { userId } = alice.viewer;
  await post(appoint, ada, userId);
  expect(await standing(alice)).toMatchObject({ admin: true });
  await post(dismiss, ada, userId);
  expect(await standing(alice)).toMatchObject({ admin: false });
});
