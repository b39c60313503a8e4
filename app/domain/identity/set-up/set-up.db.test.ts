import { afterAll, beforeEach, expect, test } from "vitest";
import { freezeClock, HOUR, instant, later, MINUTE } from "~/core/clock";
import { env } from "~/core/env.server";
import { db, sql } from "~/db/pool.server";
import { cast, type CastMember } from "~/testing/cast";
import { isSetUpOpen } from "./is-set-up-open.server";
import { offerSetUpCode } from "./offer-set-up-code.server";
import { redeemSetUpCode } from "./redeem-set-up-code.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import type { Viewer } from "~/domain/identity/viewer";

const began = instant("2026-11-22T08:00:00Z");
const settings = env();
const { ADMIN_EMAILS: appointed, SECRET_KEY: secret } = settings;

let alice: Viewer;
let charlie: Viewer;
let code: string;

const member = async (person: CastMember) =>
  (await signInMember({ issuer: "https://example.eu.auth0.com", ...person })).viewer;

beforeEach(async () => {
  freezeClock(began);
  Object.assign(settings, { ADMIN_EMAILS: [], SECRET_KEY: secret });
  await sql`truncate set_up_codes, sessions, identities, users cascade`;
  [alice, charlie] = [await member(cast.alice), await member(cast.charlie)];
  code = (await offerSetUpCode()) ?? "";
});

afterAll(() => {
  freezeClock(undefined);
  Object.assign(settings, { ADMIN_EMAILS: appointed, SECRET_KEY: secret });
});

const admins = async () => (await sql<{ id: string }[]>`select id from users where is_admin`).map(({ id }) => id);
const tries = async ({ userId }: Viewer) =>
  (
    await sql<
      { outcome: string }[]
    >`select outcome from activity where actor_id = ${userId} and action = 'set_up.redeem' order by id`
  ).map(({ outcome }) => outcome);
const wrong = "00000-00000-00000-00000";

test("while there is no admin every replica and every start prints the same code", async () => {
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  await sql`truncate set_up_codes`;
  const replicas = await Promise.all(Array.from({ length: 8 }, () => offerSetUpCode()));
  expect(new Set(replicas).size).toBe(1);
  freezeClock(later(began, 30 * HOUR));
  expect(await offerSetUpCode()).toBe(replicas[0]);
});

test("the database holds the code's hash and nothing that could be entered", async () => {
  const [row] = await sql`select * from set_up_codes`;
  expect(JSON.stringify(row)).not.toContain(code);
  await expect(redeemSetUpCode(alice, (row as { code_hash: string }).code_hash)).rejects.toMatchObject({
    code: "setUpCodeWrong",
  });
});

test("a member who enters it, however it is typed, becomes admin, once, on record; then there is nothing to set up", async () => {
  expect(await isSetUpOpen(db)).toBe(true);
  await redeemSetUpCode(alice, ` ${code.toLowerCase().replaceAll("-", " ")} `);
  expect(await admins()).toEqual([alice.userId]);
  expect(await tries(alice)).toEqual(["success"]);
  expect([await isSetUpOpen(db), await offerSetUpCode()]).toEqual([false, undefined]);
  await expect(redeemSetUpCode(charlie, code)).rejects.toMatchObject({ refusal: "not_found", code: "pageNotFound" });
  expect(await sql`select used_by, used_at from set_up_codes`).toEqual([{ used_by: alice.userId, used_at: began }]);
});

test("a code that was used works for nobody, even when its admin is gone; the next start offers another", async () => {
  await redeemSetUpCode(alice, code);
  await sql`update users set is_admin = false`;
  await expect(redeemSetUpCode(charlie, code)).rejects.toMatchObject({ refusal: "not_found" });
  expect(await isSetUpOpen(db)).toBe(false);
  freezeClock(later(began, HOUR));
  const another = (await offerSetUpCode()) ?? "";
  expect(another).not.toBe(code);
  await expect(redeemSetUpCode(charlie, code)).rejects.toMatchObject({ code: "setUpCodeWrong" });
  await redeemSetUpCode(charlie, another);
  expect(await admins()).toEqual([charlie.userId]);
});

test("entered by two members in the same moment, it makes one of them admin", async () => {
  for (let round = 0; round < 5; round++) {
    await sql`truncate set_up_codes`;
    await sql`update users set is_admin = false`;
    const offered = (await offerSetUpCode()) ?? "";
    const both = await Promise.allSettled([redeemSetUpCode(alice, offered), redeemSetUpCode(charlie, offered)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { refusal: "not_found" } });
    expect(await admins()).toHaveLength(1);
  }
});

test("after five wrong codes within an hour even the right one is refused to that member, and to nobody else", async () => {
  for (let n = 0; n < 5; n++) {
    freezeClock(later(began, n * MINUTE));
    await expect(redeemSetUpCode(charlie, wrong)).rejects.toMatchObject({
      refusal: "forbidden",
      code: "setUpCodeWrong",
    });
  }
  const tooMany = { refusal: "too_many", code: "setUpTriesUsedUp", retryAfterSeconds: 3600 };
  await expect(redeemSetUpCode(charlie, code)).rejects.toMatchObject(tooMany);
  freezeClock(later(began, HOUR - 1));
  await expect(redeemSetUpCode(charlie, code)).rejects.toMatchObject(tooMany);
  expect(await admins()).toEqual([]);
  freezeClock(later(began, HOUR + 1));
  await redeemSetUpCode(charlie, code);
  expect(await admins()).toEqual([charlie.userId]);
});

test("a hundred guesses at once are five guesses", async () => {
  const guesses = await Promise.allSettled(Array.from({ length: 100 }, () => redeemSetUpCode(charlie, wrong)));
  const codes = guesses.map((guess) => (guess as { reason: { code: string } }).reason.code);
  expect(codes.filter((one) => one === "setUpCodeWrong")).toHaveLength(5);
  expect(codes.filter((one) => one === "setUpTriesUsedUp")).toHaveLength(95);
  expect(await tries(charlie)).toEqual(Array(5).fill("refused"));
  await redeemSetUpCode(alice, code);
  expect(await admins()).toEqual([alice.userId]);
});

test("settings that name an admin, or an admin who is there, make the code unnecessary", async () => {
  await sql`truncate set_up_codes`;
  Object.assign(settings, { ADMIN_EMAILS: [cast.ada.email] });
  expect(await offerSetUpCode()).toBeUndefined();
  const ada = await member(cast.ada);
  Object.assign(settings, { ADMIN_EMAILS: [] });
  expect([await offerSetUpCode(), await isSetUpOpen(db), await admins()]).toEqual([undefined, false, [ada.userId]]);
  expect(await sql`select 1 from set_up_codes`).toEqual([]);
});

test("with another SECRET_KEY the code is another, and the one printed last is the one that works", async () => {
  Object.assign(settings, { SECRET_KEY: `${secret}-replaced` });
  const another = (await offerSetUpCode()) ?? "";
  expect(another).not.toBe(code);
  await expect(redeemSetUpCode(alice, code)).rejects.toMatchObject({ code: "setUpCodeWrong" });
  await redeemSetUpCode(alice, another);
  expect(await admins()).toEqual([alice.userId]);
});
