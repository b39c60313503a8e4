import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, freezeClock, HOUR, instant, later, MINUTE } from "~/core/clock";
import { isId, newId } from "~/core/id";
import { withLogContext } from "~/core/log.server";
import { db, sql } from "~/db/pool.server";
import { cast } from "~/testing/cast";
import { endOwnSession } from "./end-own-session.server";
import { endSession } from "./end-session.server";
import { endSessions } from "./end-sessions.server";
import { isSessionOpen } from "./is-session-open.server";
import { sessionsOf } from "./sessions-of.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startSession } from "./start-session.server";
import type { Viewer } from "~/domain/identity/viewer";
import { visitOfSession } from "./visit-of-session.server";

const began = instant("2026-11-22T08:00:00Z");
const after = (milliseconds: number) => freezeClock(later(began, milliseconds));
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";
const safari =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

let alice: Viewer;
let charlie: Viewer;

const member = async (person: (typeof cast)["alice" | "charlie"]) =>
  (await signInMember({ issuer: "https://example.eu.auth0.com", ...person })).viewer;

beforeAll(async () => {
  [alice, charlie] = [await member(cast.alice), await member(cast.charlie)];
});

beforeEach(async () => {
  after(0);
  await sql`truncate sessions`;
});

afterAll(() => freezeClock(undefined));

/** A browser of the member's: its token, and what they call its session. */
async function aBrowser({ userId }: Viewer, userAgent: string | null = firefox, address = "192.0.2.7") {
  const { token } = await withLogContext({ address }, () => startSession(userId, { userAgent }));
  const id = (await visitOfSession(token))!.sessionId;
  return { token, id };
}

const listed = async ({ userId }: Viewer) => (await sessionsOf(db, userId)).map(({ id }) => id);
const letsIn = async ({ token }: { token: string }) => (await visitOfSession(token)) !== undefined;

async function endsOf({ userId }: Viewer) {
  const rows = await sql<{ action: string; target_id: string }[]>`
    select action, target_id from activity where actor_id = ${userId} and action like 'session.%' order by id`;
  return rows.map(({ action, target_id }) => [action, target_id]);
}

test("a member sees in which browsers they are signed in, since when and from where, the last one used first", async () => {
  const laptop = await aBrowser(alice);
  after(HOUR);
  const phone = await aBrowser(alice, safari, "2001:db8::7");
  expect(await sessionsOf(db, alice.userId)).toEqual([
    {
      id: phone.id,
      browser: { name: "Safari 17", system: "iOS" },
      address: "2001:db8::7",
      createdAt: later(began, HOUR),
      lastSeenAt: later(began, HOUR),
    },
    {
      id: laptop.id,
      browser: { name: "Firefox 133", system: "Linux" },
      address: "192.0.2.7",
      createdAt: began,
      lastSeenAt: began,
    },
  ]);
  expect(isId("session", laptop.id)).toBe(true);
  expect(laptop.id).not.toContain(laptop.token);
});

test("where a session is used from follows its member; what has no address leaves the last one known", async () => {
  const browser = await aBrowser(alice);
  after(2 * MINUTE);
  await withLogContext({ address: "198.51.100.9" }, () => visitOfSession(browser.token));
  expect(await sessionsOf(db, alice.userId)).toMatchObject([
    { address: "198.51.100.9", createdAt: began, lastSeenAt: later(began, 2 * MINUTE) },
  ]);
  after(4 * MINUTE);
  await visitOfSession(browser.token);
  expect(await sessionsOf(db, alice.userId)).toMatchObject([{ address: "198.51.100.9" }]);
});

test("sessions that are over are not listed: ended, idle for twelve hours, seven days old", async () => {
  const ended = await aBrowser(alice);
  await endSession(ended.token);
  expect(await listed(alice)).toEqual([]);
  const idle = await aBrowser(alice);
  after(12 * HOUR - 1);
  expect(await listed(alice)).toEqual([idle.id]);
  after(12 * HOUR);
  expect([await listed(alice), await letsIn(idle)]).toEqual([[], false]);
  const busy = await aBrowser(alice);
  await sql`update sessions set last_seen_at = ${later(began, 12 * HOUR + 7 * DAY - 1)} where id = ${busy.id}`;
  after(12 * HOUR + 7 * DAY - 1);
  expect(await listed(alice)).toEqual([busy.id]);
  after(12 * HOUR + 7 * DAY);
  expect([await listed(alice), await letsIn(busy)]).toEqual([[], false]);
});

test("what a browser says of itself is anybody's text: nonsense is told as what it is, and very long names are cut", async () => {
  await aBrowser(alice, null);
  await aBrowser(alice, "<script>alert(1)</script>");
  await aBrowser(alice, `${"x".repeat(2000)}/1.0 (${"y".repeat(2000)})`);
  const names = (await sessionsOf(db, alice.userId)).map(({ browser }) => browser.name?.length ?? 0);
  expect(Math.max(...names)).toBeLessThan(60);
});

test("a member ends one browser's session, and only that, on record", async () => {
  const [laptop, phone] = [await aBrowser(alice), await aBrowser(alice, safari)];
  await endOwnSession(alice, phone.id);
  expect([await letsIn(laptop), await letsIn(phone)]).toEqual([true, false]);
  expect(await endsOf(alice)).toEqual([["session.end", phone.id]]);
  await expect(endOwnSession(alice, phone.id)).rejects.toMatchObject({ refusal: "not_found", code: "sessionNotFound" });
  expect(await endsOf(alice)).toHaveLength(1);
});

test("Charlie, who has found out the id of Alice's session, ends nothing and learns nothing", async () => {
  const hers = await aBrowser(alice);
  const before = await endsOf(charlie);
  const refused = endOwnSession(charlie, hers.id).catch((error: unknown) => error);
  const unknown = endOwnSession(charlie, newId("session")).catch((error: unknown) => error);
  expect(await refused).toMatchObject({ refusal: "not_found", code: "sessionNotFound" });
  expect(await refused).toEqual(await unknown);
  await endSessions(charlie);
  await endSessions(charlie, { keep: hers.id });
  expect(await letsIn(hers)).toBe(true);
  expect(await listed(charlie)).toEqual([]);
  expect(await endsOf(charlie)).toEqual(before);
});

test("signing out everywhere else keeps the browser that asked; everywhere keeps none; others stay", async () => {
  const [mine, other, third] = [await aBrowser(alice), await aBrowser(alice, safari), await aBrowser(alice, null)];
  const his = await aBrowser(charlie);
  expect(await endSessions(alice, { keep: mine.id })).toBe(2);
  expect(await Promise.all([mine, other, third, his].map(letsIn))).toEqual([true, false, false, true]);
  expect(await endSessions(alice)).toBe(1);
  expect(await Promise.all([mine, his].map(letsIn))).toEqual([false, true]);
  expect(await endSessions(alice)).toBe(0);
});

test("browsers that were signed out by themselves are not counted as signed out now, nor ended once more", async () => {
  const idle = await aBrowser(alice);
  after(13 * HOUR);
  const mine = await aBrowser(alice);
  expect(await endSessions(alice, { keep: mine.id })).toBe(0);
  await expect(endOwnSession(alice, idle.id)).rejects.toMatchObject({ refusal: "not_found" });
});

test("ten clicks at once end a session once", async () => {
  const phone = await aBrowser(alice);
  const clicks = await Promise.allSettled(Array.from({ length: 10 }, () => endOwnSession(alice, phone.id)));
  expect(clicks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await endsOf(alice)).filter(([, id]) => id === phone.id)).toHaveLength(1);
});

test("an answer that goes on learns that its session is over, and asking does not keep the session in use", async () => {
  const { token, id } = await aBrowser(alice);
  after(11 * HOUR);
  expect(await isSessionOpen(token)).toBe(true);
  after(12 * HOUR);
  expect(await isSessionOpen(token)).toBe(false);
  after(11 * HOUR);
  await sql`update users set suspended_at = now() where id = ${alice.userId}`;
  expect(await isSessionOpen(token)).toBe(false);
  await sql`update users set suspended_at = null where id = ${alice.userId}`;
  await endOwnSession(alice, id);
  expect(await isSessionOpen(token)).toBe(false);
});
