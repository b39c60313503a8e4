import { beforeEach, expect, test } from "vitest";
import { newId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { cast, type CastMember } from "~/testing/cast";
import { appointAdmin } from "./appoint-admin.server";
import { dismissAdmin } from "./dismiss-admin.server";
import { reactivateMember } from "./reactivate-member.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import { suspendMember } from "./suspend-member.server";
import type { Viewer } from "~/domain/identity/viewer";
import { visitOfSession } from "~/domain/identity/sessions/visit-of-session.server";

const because = { reason: "Unpaid since March. Write to billing@example.org." };

let ada: Viewer;
let alice: Viewer;
let bob: Viewer;
let charlie: Viewer;

const member = async (person: CastMember) =>
  (await signInMember({ issuer: "https://example.eu.auth0.com", ...person })).viewer;

beforeEach(async () => {
  await sql`truncate sessions, identities, users cascade`;
  ada = await member(cast.ada);
  [alice, bob, charlie] = [await member(cast.alice), await member(cast.bob), await member(cast.charlie)];
});

const signedIn = async ({ userId }: Viewer) => (await startSession(userId, { userAgent: null })).token;

async function linesOf({ userId }: Viewer) {
  return sql`select action, actor_id as actor, before, after from activity
    where subject_id = ${userId} and actor_id <> ${userId} order by id`;
}

const adminsInOffice = async () =>
  (await sql<{ id: string }[]>`select id from users where is_admin and suspended_at is null order by id`).map(
    ({ id }) => id,
  );

test("a suspended member's sessions and sign-ins are refused with the reason, and work again afterwards", async () => {
  const [laptop, phone] = [await signedIn(alice), await signedIn(alice)];
  await suspendMember(ada, alice.userId, because);
  const stopsAt = expect.any(String) as string;
  for (const token of [laptop, phone])
    await expect(visitOfSession(token)).rejects.toMatchObject({ code: "suspended", params: because });
  await expect(member(cast.alice)).rejects.toMatchObject({ refusal: "forbidden", code: "suspended", params: because });
  await reactivateMember(ada, alice.userId, { reason: "Paid." });
  expect((await visitOfSession(laptop))?.viewer).toEqual(alice);
  expect(await member(cast.alice)).toEqual(alice);
  expect(await linesOf(alice)).toEqual([
    {
      action: "member.suspend",
      actor: ada.userId,
      before: { suspended: false, reason: null },
      after: { suspended: true, ...because, stopsAt },
    },
    {
      action: "member.reactivate",
      actor: ada.userId,
      before: { suspended: true, ...because },
      after: { suspended: false, reason: "Paid." },
    },
  ]);
});

test("a second suspension may shorten the time until what runs is stopped, and never lengthens it", async () => {
  const stops = async () =>
    (
      await sql<{ minutes: number }[]>`
      select round(extract(epoch from suspension_stops_at - now()) / 60)::int as minutes from users where id = ${alice.userId}`
    )[0]?.minutes;
  await suspendMember(ada, alice.userId, { ...because, graceMinutes: 15 });
  expect(await stops()).toBe(15);
  await suspendMember(ada, alice.userId, { ...because, graceMinutes: 5 });
  expect(await stops()).toBe(5);
  await suspendMember(ada, alice.userId, { reason: "Another.", graceMinutes: 30 });
  expect(await stops()).toBe(5);
  expect(await linesOf(alice)).toHaveLength(3);
  await reactivateMember(ada, alice.userId, { reason: "Paid." });
  await suspendMember(ada, alice.userId, because);
  expect(await stops()).toBe(30);
});

test("suspending twice changes the reason and not since when; ending it twice is nothing", async () => {
  await suspendMember(ada, alice.userId, because);
  const since = async () =>
    (await sql`select suspended_at, suspended_reason as reason from users where id = ${alice.userId}`)[0];
  const first = await since();
  await suspendMember(ada, alice.userId, because);
  await suspendMember(ada, alice.userId, { reason: "Another." });
  expect(await since()).toEqual({ ...first, reason: "Another." });
  await reactivateMember(ada, alice.userId, { reason: "Paid." });
  await reactivateMember(ada, alice.userId, { reason: "Paid." });
  expect(await linesOf(alice)).toHaveLength(3);
});

test("members decide nothing about anybody, nor does an admin who is one no more", async () => {
  await sql`update users set is_admin = false where id = ${ada.userId}`;
  for (const actor of [charlie, ada]) {
    const refused = { refusal: "forbidden", code: "adminsOnly" };
    await expect(suspendMember(actor, alice.userId, because)).rejects.toMatchObject(refused);
    await expect(reactivateMember(actor, alice.userId, because)).rejects.toMatchObject(refused);
    await expect(appointAdmin(actor, actor.userId)).rejects.toMatchObject(refused);
    await expect(dismissAdmin(actor, bob.userId)).rejects.toMatchObject(refused);
  }
  expect(await linesOf(alice)).toEqual([]);
});

test("nobody suspends or dismisses themself, so the last admin stays in office", async () => {
  const own = { refusal: "conflict", code: "statusIsYourOwn" };
  await expect(suspendMember(ada, ada.userId, because)).rejects.toMatchObject(own);
  await expect(dismissAdmin(ada, ada.userId)).rejects.toMatchObject(own);
  expect(await adminsInOffice()).toEqual([ada.userId]);
});

test.each([
  ["suspend", (one: Viewer, other: Viewer) => suspendMember(one, other.userId, because)],
  ["dismiss", (one: Viewer, other: Viewer) => dismissAdmin(one, other.userId)],
])("two admins who %s each other at the same moment: one of them stays", async (_, against) => {
  await appointAdmin(ada, alice.userId);
  await appointAdmin(ada, bob.userId);
  await sql`update users set is_admin = false where id = ${ada.userId}`;
  for (let round = 0; round < 5; round++) {
    await sql`update users set suspended_at = null, is_admin = true where id in (${alice.userId}, ${bob.userId})`;
    const both = await Promise.allSettled([against(alice, bob), against(bob, alice)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "adminsOnly" } });
    expect(await adminsInOffice()).toHaveLength(1);
  }
});

test("a member is made admin and is one at their next request; dismissed, they are none at the next", async () => {
  const token = await signedIn(bob);
  await appointAdmin(ada, bob.userId);
  await appointAdmin(ada, bob.userId);
  expect((await visitOfSession(token))?.viewer.isAdmin).toBe(true);
  await dismissAdmin(ada, bob.userId);
  expect((await visitOfSession(token))?.viewer.isAdmin).toBe(false);
  expect((await linesOf(bob)).map(({ action }) => action as string)).toEqual(["member.appoint", "member.dismiss"]);
});

test("whoever is suspended is not made admin, and whom the settings appoint is not dismissed here", async () => {
  await suspendMember(ada, bob.userId, because);
  await expect(appointAdmin(ada, bob.userId)).rejects.toMatchObject({ refusal: "conflict", code: "memberIsSuspended" });
  await appointAdmin(ada, alice.userId);
  await expect(dismissAdmin(alice, ada.userId)).rejects.toMatchObject({ refusal: "conflict", code: "adminBySettings" });
  expect(await adminsInOffice()).toEqual([ada.userId, alice.userId].sort());
});

test("who is not there, or of whom nothing is left, is not found", async () => {
  await sql`update users set anonymized_at = now() where id = ${charlie.userId}`;
  for (const nobody of [newId("user"), charlie.userId]) {
    await expect(suspendMember(ada, nobody, because)).rejects.toMatchObject({ refusal: "not_found" });
    await expect(appointAdmin(ada, nobody)).rejects.toMatchObject({ refusal: "not_found" });
  }
});
