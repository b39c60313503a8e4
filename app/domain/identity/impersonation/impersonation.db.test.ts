import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, freezeClock, instant, later, MINUTE, SECOND } from "~/core/clock";
import { newId, type UserId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { cast, type CastMember } from "~/testing/cast";
import { impersonationNotices } from "./impersonation-notices.server";
import { endImpersonation } from "./end-impersonation.server";
import { endSession } from "~/domain/identity/sessions/end-session.server";
import { expireImpersonations } from "./expire-impersonations.server";
import { dismissImpersonationNotice } from "./dismiss-impersonation-notice.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startImpersonation } from "./start-impersonation.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import type { Viewer } from "~/domain/identity/viewer";
import { visitOfSession } from "~/domain/identity/sessions/visit-of-session.server";

const viewerOfSession = async (token: string) => (await visitOfSession(token))?.viewer;

const began = instant("2026-11-22T08:00:00Z");
const after = (milliseconds: number) => freezeClock(later(began, milliseconds));
const input = { reason: "Ticket 4711: nothing starts", minutes: 15 };
const member = (person: CastMember) =>
  signInMember({ issuer: "https://example.eu.auth0.com", ...person }).then(({ viewer }) => viewer);

let ada: Viewer;
let alice: Viewer;
let bob: Viewer;
let token: string;

beforeAll(async () => {
  [ada, alice, bob] = await Promise.all([member(cast.ada), member(cast.alice), member(cast.bob)]);
});

beforeEach(async () => {
  after(0);
  await sql`truncate sessions`;
  await sql`update users set suspended_at = null, anonymized_at = null, is_admin = (id = ${ada.userId})`;
  await sql`update users set last_seen_at = null`;
  token = (await startSession(ada.userId, { userAgent: null })).token;
});

afterAll(() => freezeClock(undefined));

const linesOf = (userId: UserId) => sql`
  select action, actor_id, on_behalf_of, after from activity
  where subject_id = ${userId} and action like 'acting.%' order by id`;

async function newLinesOf(userId: UserId, work: () => Promise<unknown>) {
  const before = (await linesOf(userId)).length;
  await work();
  return (await linesOf(userId)).slice(before);
}

test("the admin's own session shows the member's portal, and an admin is nobody there", async () => {
  await startImpersonation(ada, token, alice.userId, input);
  expect(await viewerOfSession(token)).toEqual({
    ...alice,
    isAdmin: false,
    impersonator: { userId: ada.userId, name: ada.name, until: later(began, 15 * MINUTE) },
  });
});

test("it ends by itself at its minute, and the session is the admin's again", async () => {
  await startImpersonation(ada, token, alice.userId, input);
  after(15 * MINUTE - SECOND);
  expect(await viewerOfSession(token)).toMatchObject({ userId: alice.userId });
  after(15 * MINUTE);
  expect(await viewerOfSession(token)).toEqual(ada);
});

test("only this one session looks; the admin's other browser and the member's own are what they were", async () => {
  const [other, hers] = [
    await startSession(ada.userId, { userAgent: null }),
    await startSession(alice.userId, { userAgent: null }),
  ];
  await startImpersonation(ada, token, alice.userId, input);
  expect(await viewerOfSession(other.token)).toEqual(ada);
  expect(await viewerOfSession(hers.token)).toEqual(alice);
});

test("nobody looks as another admin, as themself, as who is suspended, has left, or is not there", async () => {
  const refused = (userId: UserId) => expect(startImpersonation(ada, token, userId, input)).rejects;
  await refused(ada.userId).toMatchObject({ refusal: "conflict", code: "impersonationOfOneself" });
  await refused(newId("user")).toMatchObject({ refusal: "not_found" });
  await sql`update users set is_admin = true where id = ${bob.userId}`;
  await refused(bob.userId).toMatchObject({ code: "impersonationOfAdmin" });
  await sql`update users set suspended_at = now() where id = ${alice.userId}`;
  await refused(alice.userId).toMatchObject({ code: "impersonationOfSuspended" });
  await sql`update users set anonymized_at = now() where id = ${alice.userId}`;
  await refused(alice.userId).toMatchObject({ code: "impersonationOfFormerMember" });
  expect(await viewerOfSession(token)).toEqual(ada);
});

test("who is no admin, or no longer, looks as nobody, with whatever session", async () => {
  const bobs = await startSession(bob.userId, { userAgent: null });
  await expect(startImpersonation(bob, bobs.token, alice.userId, input)).rejects.toMatchObject({
    refusal: "forbidden",
  });
  await expect(startImpersonation({ ...bob, isAdmin: true }, bobs.token, alice.userId, input)).rejects.toMatchObject({
    refusal: "forbidden",
  });
  await expect(startImpersonation(ada, bobs.token, alice.userId, input)).rejects.toMatchObject({ code: "tryAgain" });
  expect(await viewerOfSession(bobs.token)).toEqual(bob);
});

test.each([
  ["the admin is no admin any more", () => sql`update users set is_admin = false where id = ${ada.userId}`],
  ["the admin is suspended", () => sql`update users set suspended_at = now() where id = ${ada.userId}`],
  ["the member becomes an admin", () => sql`update users set is_admin = true where id = ${alice.userId}`],
  ["the member is suspended", () => sql`update users set suspended_at = now() where id = ${alice.userId}`],
  ["the member has left", () => sql`update users set anonymized_at = now() where id = ${alice.userId}`],
])("it is over at once when %s, and the end is on record once", async (_, happens) => {
  await startImpersonation(ada, token, alice.userId, input);
  await happens();
  const shown = await viewerOfSession(token).catch(() => undefined);
  expect(shown?.userId).not.toBe(alice.userId);
  const ends = await newLinesOf(alice.userId, () => Promise.all([expireImpersonations(), expireImpersonations()]));
  expect(ends.map(({ action }) => action as string)).toEqual(["acting.end"]);
});

test("beginning and end are on record under both names, with the reason", async () => {
  const lines = await newLinesOf(alice.userId, async () => {
    await startImpersonation(ada, token, alice.userId, input);
    expect(await endImpersonation(token)).toBe(alice.userId);
    expect(await endImpersonation(token)).toBeUndefined();
  });
  const both = { actor_id: ada.userId, on_behalf_of: alice.userId };
  expect(lines).toEqual([
    { action: "acting.start", ...both, after: { reason: input.reason, until: "2026-11-22T08:15:00.000Z" } },
    { action: "acting.end", ...both, after: { how: "ended" } },
  ]);
  expect(await viewerOfSession(token)).toEqual(ada);
});

test("signing out ends it, and says so", async () => {
  const lines = await newLinesOf(alice.userId, async () => {
    await startImpersonation(ada, token, alice.userId, input);
    await endSession(token);
  });
  expect(lines.at(-1)).toMatchObject({ action: "acting.end", actor_id: ada.userId, after: { how: "signedOut" } });
  expect(await viewerOfSession(token)).toBeUndefined();
});

test("what ran out is put on record by the clock, once, on two replicas; what still runs is left alone", async () => {
  await startImpersonation(ada, token, alice.userId, input);
  expect(await newLinesOf(alice.userId, expireImpersonations)).toEqual([]);
  after(15 * MINUTE);
  const ends = await newLinesOf(alice.userId, () =>
    Promise.all([expireImpersonations(), expireImpersonations(), expireImpersonations()]),
  );
  expect(ends).toMatchObject([{ action: "acting.end", after: { how: "expired" } }]);
});

test("two looks begun at once in one session: the later one is what it shows, and the other is on record as over", async () => {
  await Promise.allSettled([
    startImpersonation(ada, token, alice.userId, input),
    startImpersonation(ada, token, bob.userId, input),
  ]);
  const [row] = await sql<{ impersonated_id: string }[]>`select impersonated_id from sessions`;
  const shown = (await viewerOfSession(token))?.userId;
  expect(shown).toBe(row?.impersonated_id);
  const open = await sql`
    select subject_id from activity where action in ('acting.start', 'acting.end') and at = ${began}
      and subject_id in (${alice.userId}, ${bob.userId})
    group by subject_id having count(*) filter (where action = 'acting.start') > count(*) filter (where action = 'acting.end')`;
  expect(open.map(({ subject_id: id }) => id as string)).toContain(shown);
});

test("looking does not make the member seem to have been here", async () => {
  await startImpersonation(ada, token, alice.userId, input);
  after(2 * MINUTE);
  await viewerOfSession(token);
  const rows =
    await sql`select last_seen_at from users where id in (${alice.userId}, ${ada.userId}) order by id = ${ada.userId}`;
  expect(rows).toEqual([{ last_seen_at: null }, { last_seen_at: later(began, 2 * MINUTE) }]);
});

test("the member is told by whom, when and why, until they put it away, or for thirty days", async () => {
  after(DAY);
  await startImpersonation(ada, token, bob.userId, input);
  const [told, ...earlier] = await impersonationNotices(bob.userId);
  expect(told).toMatchObject({ at: later(began, DAY), adminName: ada.name, reason: input.reason });
  after(31 * DAY + MINUTE);
  expect((await impersonationNotices(bob.userId)).map(({ id }) => id)).not.toContain(told?.id);
  after(2 * DAY);
  await dismissImpersonationNotice(bob, told!.id);
  expect(await impersonationNotices(bob.userId)).toEqual(earlier);
});

test("nobody puts away what another member is to be told", async () => {
  await startImpersonation(ada, token, alice.userId, input);
  const [told] = await impersonationNotices(alice.userId);
  await expect(dismissImpersonationNotice(bob, told!.id)).rejects.toMatchObject({ refusal: "not_found" });
  for (const nonsense of ["", "x", "1; drop", "99999999999999999999"])
    await expect(dismissImpersonationNotice(alice, nonsense)).rejects.toMatchObject({ refusal: "not_found" });
  expect((await impersonationNotices(alice.userId))[0]).toEqual(told);
});
