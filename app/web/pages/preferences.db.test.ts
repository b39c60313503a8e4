import { beforeEach, expect, test } from "vitest";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { suspendMember } from "~/domain/identity/members/suspend-member.server";
import { action as prefer } from "~/routes/pages/preferences";
import { browserOf, callRoute, type Browser } from "~/testing/browser";
import { cast } from "~/testing/cast";
import { bringPreferences, preferencesOf } from "~/web/forms/preferences.server";

let laptop: Browser;
let phone: Browser;

beforeEach(async () => {
  await sql`truncate sessions, identities, users cascade`;
  laptop = await browserOf(cast.alice);
  phone = await browserOf(cast.alice);
});

const seen = (cookie: string, language = "en") =>
  preferencesOf(new Request("http://localhost:3000/", { headers: { cookie, "accept-language": language } }));

/** Sends the form; what the browser keeps from then on, and where it is led. */
async function choose(cookie: string, form: Record<string, string>) {
  const answer = (await callRoute(prefer, paths.preferences, { cookie, form })) as Response;
  const kept = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { location: answer.headers.get("location"), kept };
}

const changes = async () =>
  sql`select before, after from activity where subject_id = ${laptop.viewer.userId} and action = 'member.prefer' order by id`;

test("a stranger's choice stays in their browser", async () => {
  const { kept } = await choose("", { language: "fa", theme: "dark", timeZone: "Asia/Tehran" });
  expect(await seen(kept)).toEqual({ language: "fa", theme: "dark", timeZone: "Asia/Tehran" });
  expect(await seen("", "fa")).toEqual({ language: "fa", theme: "system" });
  expect(await sql`select 1 from users where language is not null`).toEqual([]);
});

test("a member's choice is so in all their browsers at once, and on record", async () => {
  const form = { language: "fa", theme: "dark", timeZone: "Asia/Tehran", to: "/account?saved" };
  expect((await choose(laptop.cookie, form)).location).toBe("/account?saved");
  expect(await seen(phone.cookie)).toEqual({ language: "fa", theme: "dark", timeZone: "Asia/Tehran" });
  expect(await changes()).toEqual([
    {
      before: { language: null, theme: null, timeZone: null },
      after: { language: "fa", theme: "dark", timeZone: "Asia/Tehran" },
    },
  ]);
});

test("a switch of the menu changes its one thing and leaves the others", async () => {
  await choose(laptop.cookie, { language: "fa", timeZone: "Asia/Tehran" });
  await choose(phone.cookie, { theme: "light" });
  await choose(phone.cookie, { theme: "light" });
  expect(await seen(laptop.cookie)).toEqual({ language: "fa", theme: "light", timeZone: "Asia/Tehran" });
  expect(await changes()).toHaveLength(2);
  await choose(phone.cookie, { timeZone: "" });
  expect(await seen(laptop.cookie)).toEqual({ language: "fa", theme: "light" });
});

test("the member's choice goes before that of a browser which they come to", async () => {
  await choose(laptop.cookie, { language: "fa", timeZone: "Asia/Tehran" });
  const { kept } = await choose("", { language: "en", theme: "dark" });
  expect(await seen(`${phone.cookie}; ${kept}`)).toEqual({ language: "fa", theme: "dark", timeZone: "Asia/Tehran" });
  const request = new Request("http://localhost:3000/", { headers: { cookie: kept } });
  const brought = (await bringPreferences(request, { language: "fa", theme: null, timeZone: "Asia/Tehran" })).split(
    ";",
  )[0]!;
  expect(await seen(brought)).toEqual({ language: "fa", theme: "dark", timeZone: "Asia/Tehran" });
});

test.each<Record<string, string>>([
  { language: "xx" },
  { theme: "neon" },
  { timeZone: "Mars/Olympus" },
  { timeZone: "../../etc/passwd" },
  { timeZone: "+02:00" },
  {},
])("what is none (%j) changes nothing", async (form) => {
  await choose(laptop.cookie, { language: "fa", theme: "dark", timeZone: "Europe/Berlin" });
  const { kept } = await choose(laptop.cookie, form);
  expect(await seen(laptop.cookie)).toEqual({ language: "fa", theme: "dark", timeZone: "Europe/Berlin" });
  expect(await seen(kept)).toEqual({ language: "fa", theme: "dark", timeZone: "Europe/Berlin" });
});

test("whoever is suspended is still spoken to in the language of their browser, and changes nothing of theirs", async () => {
  const { kept } = await choose(laptop.cookie, { language: "fa" });
  const ada = await browserOf(cast.ada);
  await suspendMember(ada.viewer, laptop.viewer.userId, { reason: "Unpaid." });
  expect((await seen(`${laptop.cookie}; ${kept}`)).language).toBe("fa");
  await choose(`${laptop.cookie}; ${kept}`, { theme: "dark" });
  expect(await sql`select theme from users where id = ${laptop.viewer.userId}`).toEqual([{ theme: null }]);
});

test("nobody is led out of the portal", async () => {
  for (const to of ["//evil.example", "https://evil.example", "/\\evil.example"])
    expect((await choose(laptop.cookie, { theme: "dark", to })).location).toBe(paths.home);
});
