import { beforeEach, expect, test } from "vitest";
import { freezeClock, instant } from "~/core/clock";
import { newId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { cast, type CastMember } from "~/testing/cast";
import { memberProfileOf } from "~/domain/identity/members/member-profile.server";
import { signInMember, type VouchedProfile } from "./sign-in-member.server";

const issuer = "https://example.eu.auth0.com";
const by = (person: CastMember, more: Partial<VouchedProfile> = {}): VouchedProfile => ({ issuer, ...person, ...more });
const { ada, alice, bob } = cast;

beforeEach(async () => {
  freezeClock(undefined);
  await sql`truncate sessions, identities, users cascade`;
});

async function counts() {
  const [row] = await sql<{ users: bigint; identities: bigint }[]>`
    select (select count(*) from users) as users, (select count(*) from identities) as identities`;
  return row;
}

async function actionsOf(userId: string): Promise<string[]> {
  const rows = await sql<{ action: string }[]>`select action from activity where subject_id = ${userId} order by id`;
  return rows.map((row) => row.action);
}

test("the first sign-in makes a member, the next finds the same one", async () => {
  freezeClock(instant("2026-11-22T08:00:00Z"));
  const first = await signInMember(by(alice));
  expect(first).toMatchObject({ isNew: true, viewer: { email: alice.email, name: alice.name, isAdmin: false } });
  expect(await signInMember(by(alice))).toEqual({ isNew: false, viewer: first.viewer });
  expect(await counts()).toEqual({ users: 1n, identities: 1n });
  expect(await actionsOf(first.viewer.userId)).toEqual(["member.join", "member.sign_in", "member.sign_in"]);
});

test("ten first sign-ins at once make one member", async () => {
  const results = await Promise.all(Array.from({ length: 10 }, () => signInMember(by(alice))));
  expect(new Set(results.map(({ viewer }) => viewer.userId)).size).toBe(1);
  expect(results.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await counts()).toEqual({ users: 1n, identities: 1n });
  const { userId } = results[0]!.viewer;
  expect((await actionsOf(userId)).filter((action) => action === "member.join")).toHaveLength(1);
});

test("one identity that comes with two addresses at once is still one member", async () => {
  await Promise.all([signInMember(by(alice)), signInMember(by(alice, { email: "alice.analyst@example.org" }))]);
  expect(await counts()).toEqual({ users: 1n, identities: 1n });
});

test("two identities that come with one address at once: one gets in", async () => {
  const both = await Promise.allSettled([signInMember(by(alice)), signInMember(by(bob, { email: alice.email }))]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "emailBelongsToAnother" } });
  expect(await counts()).toEqual({ users: 1n, identities: 1n });
});

test.each(["alice@example.org", "ALICE@Example.ORG"])(
  "another identity with a member's address (%s) does not become that member",
  async (email) => {
    await signInMember(by(alice));
    const impostor = signInMember({ issuer, subject: "google-oauth2|666", email, name: "Alice" });
    await expect(impostor).rejects.toMatchObject({ refusal: "conflict", code: "emailBelongsToAnother" });
    const sameSubjectElsewhere = signInMember(by(alice, { issuer: "https://evil.example" }));
    await expect(sameSubjectElsewhere).rejects.toMatchObject({ code: "emailBelongsToAnother" });
    expect(await counts()).toEqual({ users: 1n, identities: 1n });
  },
);

test("an address is kept in lower case", async () => {
  expect((await signInMember(by(alice, { email: "Alice@Example.org" }))).viewer.email).toBe("alice@example.org");
});

test("a new name or address at the provider follows the member here, and is on record", async () => {
  const { viewer } = await signInMember(by(alice));
  const changed = await signInMember(by(alice, { name: "Alice Archer", email: "archer@example.org" }));
  expect(changed.viewer).toEqual({ ...viewer, name: "Alice Archer", email: "archer@example.org" });
  const [row] =
    await sql`select before, after from activity where action = 'member.update' and subject_id = ${viewer.userId}`;
  expect(row).toEqual({ before: null, after: { changed: ["email", "name"] } });
});

test("nothing personal is born into the log: neither names nor addresses", async () => {
  const { viewer } = await signInMember(by(alice));
  await signInMember(by(alice, { name: "Alice Archer", email: "archer@example.org" }));
  const [lines] = await sql`select count(*)::int, string_agg(activity::text, ' ') as text from activity
    where subject_id = ${viewer.userId} and (before is not null or after is not null)`;
  expect(lines?.["count"]).toBe(2);
  for (const word of ["Alice", "Archer", "alice@", "archer@"]) expect(lines?.["text"], word).not.toContain(word);
});

test("an address that belongs to another member is not taken over, nor is what it would bring", async () => {
  await signInMember(by(ada));
  await signInMember(by(alice));
  const { viewer } = await signInMember(by(alice, { email: ada.email }));
  expect(viewer).toMatchObject({ email: alice.email, isAdmin: false });
});

test("who is on the admins' list becomes admin on signing in, and stays it", async () => {
  expect((await signInMember(by(ada, { email: "ADA@example.org" }))).viewer.isAdmin).toBe(true);
  const { viewer } = await signInMember(by(bob));
  await sql`update users set is_admin = true where id = ${viewer.userId}`;
  expect((await signInMember(by(bob))).viewer.isAdmin).toBe(true);
});

test("a suspended member is told why and does not get in", async () => {
  const { viewer } = await signInMember(by(alice));
  await sql`update users set suspended_at = now(), suspended_reason = 'Unpaid since March.' where id = ${viewer.userId}`;
  await expect(signInMember(by(alice))).rejects.toMatchObject({
    refusal: "forbidden",
    code: "suspended",
    params: { reason: "Unpaid since March." },
  });
});

test("whoever is turned away leaves a line with the member that they would have been, and no other trace", async () => {
  const { viewer } = await signInMember(by(alice));
  await signInMember({ issuer, subject: "google-oauth2|666", email: alice.email, name: "Mallory" }).catch(
    () => undefined,
  );
  await sql`update users set suspended_at = now() where id = ${viewer.userId}`;
  await signInMember(by(alice)).catch(() => undefined);
  const refused =
    await sql`select actor_id, subject_id, after from activity where outcome = 'refused' and subject_id = ${viewer.userId} order by id`;
  const theirs = { actor_id: null, subject_id: viewer.userId };
  expect(refused).toEqual([
    { ...theirs, after: { reason: "emailBelongsToAnother" } },
    { ...theirs, after: { reason: "suspended" } },
  ]);
  expect(JSON.stringify(await sql`select to_jsonb(a) from activity a where subject_id = ${viewer.userId}`)).not.toMatch(
    /Mallory|666/,
  );
});

test("other systems are told who a member is by the provider's subject", async () => {
  const { viewer } = await signInMember(by(alice));
  const { userId } = viewer;
  expect(await memberProfileOf(db, userId)).toEqual({
    userId,
    email: alice.email,
    name: alice.name,
    subject: alice.subject,
  });
  await expect(memberProfileOf(db, newId("user"))).rejects.toMatchObject({ refusal: "not_found" });
});
