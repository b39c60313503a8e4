import { afterAll, beforeEach, expect, test } from "vitest";
import { env } from "~/core/env.server";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { offerSetUpCode } from "~/domain/identity/set-up/offer-set-up-code.server";
import { action as redeem, loader as page } from "~/routes/pages/set-up";
import { browserOf, callRoute, type Browser } from "~/testing/browser";
import { cast } from "~/testing/cast";
import type { FormRefusal } from "~/web/forms/submit-form.server";
import { findViewer } from "~/web/session/viewer.server";

const settings = env();
const appointed = settings.ADMIN_EMAILS;

let alice: Browser;
let code: string;

beforeEach(async () => {
  settings.ADMIN_EMAILS = [];
  await sql`truncate set_up_codes, sessions, identities, users cascade`;
  alice = await browserOf(cast.alice);
  code = (await offerSetUpCode()) ?? "";
});

afterAll(() => {
  settings.ADMIN_EMAILS = appointed;
});

const look = ({ cookie }: Browser) => callRoute(page, paths.setUp, { cookie });
const enter = ({ cookie }: Browser, typed: string) => callRoute(redeem, paths.setUp, { cookie, form: { code: typed } });
const viewerOf = (cookie: string) => findViewer(new Request("http://localhost:3000/", { headers: { cookie } }));

test("the first admin comes in with a session that is new; the one from before is over", async () => {
  expect(await look(alice)).toBeNull();
  const answer = (await enter(alice, code)) as Response;
  expect(answer.headers.get("location")).toBe(paths.admin);
  const renewed = (answer.headers.get("set-cookie") ?? "").split(";")[0]!;
  expect(renewed).not.toBe(alice.cookie);
  expect(await viewerOf(renewed)).toMatchObject({ userId: alice.viewer.userId, isAdmin: true });
  expect(await viewerOf(alice.cookie)).toBeUndefined();
});

test("once there is an admin the page does not exist, not even for the admin", async () => {
  const answer = (await enter(alice, code)) as Response;
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0]!;
  const charlie = await browserOf(cast.charlie);
  for (const browser of [charlie, { ...alice, cookie }]) {
    await expect(look(browser)).rejects.toMatchObject({ refusal: "not_found", code: "pageNotFound" });
    await expect(enter(browser, code)).rejects.toMatchObject({ refusal: "not_found" });
  }
  expect(await viewerOf(charlie.cookie)).toMatchObject({ isAdmin: false });
});

test.each([
  ["wrong", "setUpCodeWrong", 403],
  ["", "setUpCodeMissing", 400],
  ["0".repeat(101), "setUpCodeWrong", 400],
])("%j is refused in place", async (typed, said, status) => {
  const { data, init } = (await enter(alice, typed)) as { data: FormRefusal; init: { status: number } };
  expect([data.problem.code, init.status]).toEqual([said, status]);
  expect(await viewerOf(alice.cookie)).toMatchObject({ isAdmin: false });
});

test("a stranger signs in first", async () => {
  const sent = (await look({ ...alice, cookie: "" }).catch((thrown: unknown) => thrown)) as Response;
  expect(sent.headers.get("location")).toBe("/sign-in?to=%2Fset-up");
});
