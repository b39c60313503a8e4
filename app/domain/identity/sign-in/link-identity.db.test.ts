import { beforeEach, expect, test } from "vitest";
import { db, sql } from "~/db/pool.server";
import { cast, type CastMember } from "~/testing/cast";
import { identitiesOf } from "./identities.queries.server";
import { linkIdentity } from "./link-identity.server";
import { signInMember, type VouchedProfile } from "./sign-in-member.server";
import { unlinkIdentity } from "./unlink-identity.server";
import type { Viewer } from "~/domain/identity/viewer";

const issuer = "https://example.eu.auth0.com";
const by = (person: CastMember, more: Partial<VouchedProfile> = {}): VouchedProfile => ({ issuer, ...person, ...more });
const work = { issuer, subject: "google-oauth2|117", email: "A.Analyst@work.example", name: "A. Analyst" };

let alice: Viewer;
let bob: Viewer;

beforeEach(async () => {
  await sql`truncate sessions, identities, users cascade`;
  alice = (await signInMember(by(cast.alice))).viewer;
  bob = (await signInMember(by(cast.bob))).viewer;
});

const subjectsOf = async (who: Viewer) => (await identitiesOf(db, who.userId)).map(({ subject }) => subject);

test("a linked identity brings its owner in as the member they were, with the name and address they had", async () => {
  await linkIdentity(alice, work);
  expect(await signInMember(work)).toEqual({ isNew: false, viewer: alice });
  expect(await subjectsOf(alice)).toEqual([cast.alice.subject, work.subject]);
});

test("name and address go on following the first identity, with whichever one came in", async () => {
  await linkIdentity(alice, work);
  await signInMember({ ...work, name: "Mallory", email: "mallory@work.example" });
  expect((await signInMember(by(cast.alice, { name: "Alice Archer" }))).viewer.name).toBe("Alice Archer");
  expect((await signInMember(work)).viewer).toMatchObject({ name: "Alice Archer", email: cast.alice.email });
});

test("an admin's address at a second identity makes nobody an admin", async () => {
  await linkIdentity(alice, { ...work, email: cast.ada.email });
  expect((await signInMember({ ...work, email: cast.ada.email })).viewer.isAdmin).toBe(false);
});

test("each identity says with which address and when it was last used", async () => {
  await linkIdentity(alice, work);
  const [first, second] = await identitiesOf(db, alice.userId);
  expect(first).toMatchObject({ email: cast.alice.email, lastUsedAt: expect.any(Date) as Date });
  expect(second).toMatchObject({ email: work.email.toLowerCase(), lastUsedAt: null });
  await signInMember({ ...work, email: "new@work.example" });
  expect((await identitiesOf(db, alice.userId))[1]).toMatchObject({
    email: "new@work.example",
    lastUsedAt: expect.any(Date) as Date,
  });
});

test("what is Bob's stays Bob's", async () => {
  await expect(linkIdentity(alice, by(cast.bob))).rejects.toMatchObject({
    refusal: "conflict",
    code: "identityBelongsToAnother",
  });
  await expect(linkIdentity(alice, { ...work, email: "BOB@example.org" })).rejects.toMatchObject({
    code: "identityEmailOfAnother",
  });
  expect([await subjectsOf(alice), await subjectsOf(bob)]).toEqual([[cast.alice.subject], [cast.bob.subject]]);
});

test("the same one is not linked twice", async () => {
  await expect(linkIdentity(alice, by(cast.alice))).rejects.toMatchObject({ code: "identityLinkedAlready" });
  await linkIdentity(alice, work);
  await expect(linkIdentity(alice, work)).rejects.toMatchObject({ code: "identityLinkedAlready" });
});

test("of two members who link one identity at the same time, one gets it", async () => {
  const both = await Promise.allSettled([linkIdentity(alice, work), linkIdentity(bob, work)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { refusal: "conflict" } });
});

test("one that is unlinked brings nobody in any more; the last one stays, also when both are taken away at once", async () => {
  await linkIdentity(alice, work);
  const both = await Promise.allSettled([
    unlinkIdentity(alice, work),
    unlinkIdentity(alice, { issuer, subject: cast.alice.subject }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "identityIsLast" } });
  expect(await subjectsOf(alice)).toHaveLength(1);
});

test("an unlinked identity that comes back is a newcomer and not its former owner", async () => {
  await linkIdentity(alice, work);
  await unlinkIdentity(alice, work);
  const back = await signInMember(work);
  expect(back.isNew).toBe(true);
  expect(back.viewer.userId).not.toBe(alice.userId);
});

test("nobody unlinks what is another's", async () => {
  await linkIdentity(alice, work);
  await expect(unlinkIdentity(bob, work)).rejects.toMatchObject({ refusal: "not_found" });
  await expect(unlinkIdentity(alice, { issuer: "https://evil.example", subject: work.subject })).rejects.toMatchObject({
    refusal: "not_found",
  });
  expect(await subjectsOf(alice)).toHaveLength(2);
});

test("linking and unlinking are on record, without who one is at the provider", async () => {
  await linkIdentity(alice, work);
  await unlinkIdentity(alice, work);
  const lines = await sql`
    select action, actor_id, before, after from activity
    where subject_id = ${alice.userId} and action like 'identity.%' order by id`;
  expect(lines).toEqual([
    { action: "identity.link", actor_id: alice.userId, before: null, after: { connection: "google" } },
    { action: "identity.unlink", actor_id: alice.userId, before: { connection: "google" }, after: null },
  ]);
});
