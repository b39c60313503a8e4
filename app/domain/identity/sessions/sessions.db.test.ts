import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, freezeClock, HOUR, instant, later, MINUTE, SECOND } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import { sql } from "~/db/pool.server";
import { cast } from "~/testing/cast";
import { endSession } from "./end-session.server";
import { purgeSessions } from "./purge-sessions.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startSession } from "./start-session.server";
import type { Viewer } from "~/domain/identity/viewer";
import { visitOfSession } from "./visit-of-session.server";

const began = instant("2026-11-22T08:00:00Z");
const after = (milliseconds: number) => freezeClock(later(began, milliseconds));

let alice: Viewer;
let token: string;

beforeAll(async () => {
  alice = (await signInMember({ issuer: "https://example.eu.auth0.com", ...cast.alice })).viewer;
});

beforeEach(async () => {
  after(0);
  await sql`truncate sessions`;
  await sql`update users set suspended_at = null, last_seen_at = null`;
  token = (await startSession(alice.userId, { userAgent: "Firefox" })).token;
});

afterAll(() => freezeClock(undefined));

const viewerOfSession = async (given: string) => (await visitOfSession(given))?.viewer;

/** Uses the session every hour for so many hours. */
async function useHourly(hours: number): Promise<void> {
  for (let hour = 1; hour <= hours; hour++) {
    after(hour * HOUR);
    expect(await viewerOfSession(token)).toEqual(alice);
  }
}

test("whoever holds the token is the member, and no other token is", async () => {
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await viewerOfSession(token)).toEqual(alice);
  expect(await viewerOfSession(token.slice(0, -1) + (token.endsWith("A") ? "B" : "A"))).toBeUndefined();
});

test("the database holds nothing with which one could sign in", async () => {
  const [row] = await sql`select * from sessions`;
  expect(JSON.stringify(row)).not.toContain(token);
  expect(row).toMatchObject({ id_hash: sha256(token), user_agent: "Firefox" });
  expect(await viewerOfSession(sha256(token))).toBeUndefined();
});

test("twelve idle hours end a session", async () => {
  after(12 * HOUR - SECOND);
  expect(await viewerOfSession(token)).toEqual(alice);
  after(24 * HOUR);
  expect(await viewerOfSession(token)).toBeUndefined();
});

test("seven days end a session that is in use all the time", async () => {
  await useHourly(7 * 24 - 1);
  after(7 * DAY);
  expect(await viewerOfSession(token)).toBeUndefined();
});

test("an ended session stays ended, whoever kept its token, and says so once", async () => {
  await endSession(token);
  await endSession(token);
  expect(await viewerOfSession(token)).toBeUndefined();
  const ends = await sql`select id from activity where action = 'member.sign_out' and subject_id = ${alice.userId}`;
  expect(ends).toHaveLength(1);
});

test("ending one browser's session leaves the others", async () => {
  const other = await startSession(alice.userId, { userAgent: null });
  await endSession(token);
  expect(await viewerOfSession(other.token)).toEqual(alice);
});

test("a suspended member is out at once and told why, and in again when the suspension ends", async () => {
  await sql`update users set suspended_at = now(), suspended_reason = 'Unpaid.' where id = ${alice.userId}`;
  await expect(viewerOfSession(token)).rejects.toMatchObject({
    refusal: "forbidden",
    code: "suspended",
    params: { reason: "Unpaid." },
  });
  await sql`update users set suspended_at = null, suspended_reason = null where id = ${alice.userId}`;
  expect(await viewerOfSession(token)).toEqual(alice);
});

test("of a suspended member's session that is over, nobody learns that they are suspended", async () => {
  await endSession(token);
  await sql`update users set suspended_at = now() where id = ${alice.userId}`;
  expect(await viewerOfSession(token)).toBeUndefined();
});

test("that a session is in use is written once a minute, not on every request", async () => {
  const written = async () => {
    const [row] = await sql<{ xmin: string; seen: Date; user: Date | null }[]>`
      select s.xmin::text, s.last_seen_at as seen, u.last_seen_at as user from sessions s join users u on u.id = s.user_id`;
    return row;
  };
  const atFirst = await written();
  after(MINUTE - 1);
  await viewerOfSession(token);
  expect(await written()).toEqual(atFirst);
  after(MINUTE);
  await Promise.all(Array.from({ length: 8 }, () => viewerOfSession(token)));
  const noted = await written();
  expect(noted).toMatchObject({ seen: later(began, MINUTE), user: later(began, MINUTE) });
  after(2 * MINUTE - 1);
  await viewerOfSession(token);
  expect(await written()).toEqual(noted);
});

test("sessions that are over are removed, others are kept", async () => {
  const ended = await startSession(alice.userId, { userAgent: null });
  await endSession(ended.token);
  after(11 * HOUR);
  const fresh = await startSession(alice.userId, { userAgent: null });
  after(12 * HOUR);
  expect(await purgeSessions()).toBe(2);
  expect(await viewerOfSession(fresh.token)).toEqual(alice);
});
