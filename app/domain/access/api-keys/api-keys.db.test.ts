import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, freezeClock, HOUR, instant, later } from "~/core/clock";
import { newId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast, type CastMember } from "~/testing/cast";
import { apiKeyOf, apiKeysOf } from "./api-keys-of.server";
import { callerOfApiKey } from "./caller-of-api-key.server";
import type { CreateApiKeyInput } from "./create-api-key-input";
import { createApiKey } from "./create-api-key.server";
import { revokeApiKey } from "./revoke-api-key.server";
import { rotateApiKey } from "./rotate-api-key.server";
import { asOwner } from "~/testing/database/as-owner";

const began = instant("2026-11-22T08:00:00Z");
const after = (milliseconds: number) => freezeClock(later(began, milliseconds));

let alice: Viewer;
let charlie: Viewer;
let ada: Viewer;

const signedIn = async (person: CastMember) =>
  (await signInMember({ issuer: "https://example.eu.auth0.com", ...person })).viewer;

beforeAll(async () => {
  [alice, charlie, ada] = [await signedIn(cast.alice), await signedIn(cast.charlie), await signedIn(cast.ada)];
});

beforeEach(async () => {
  after(0);
  await sql`truncate api_keys`;
  await sql`update users set suspended_at = null, suspended_reason = null, anonymized_at = null, is_admin = id = ${ada.userId}`;
});

afterAll(() => freezeClock(undefined));

const input = (changes: Partial<CreateApiKeyInput> = {}): CreateApiKeyInput => ({
  id: newId("key"),
  name: "Nightly report",
  days: 90,
  grant: "read",
  ...changes,
});

const use = (text: string) => callerOfApiKey(text, "203.0.113.7");
const activityOf = (id: string) => sql<{ action: string; actor: string; before: unknown; after: unknown }[]>`
  select action, actor_id as actor, before, after from activity where target_id = ${id} order by id`;

test("a key speaks for its member, within what they allowed it, until it expires on the dot", async () => {
  const { text, id } = await createApiKey(alice, input());
  const caller = await use(text);
  expect(caller).toEqual({
    viewer: alice,
    keyId: id,
    scopes: ["profile:read", "usage:read", "billing:read", "environments:read"],
  });
  after(90 * DAY - 1);
  expect(await use(text)).toEqual(caller);
  after(90 * DAY);
  await expect(use(text)).rejects.toMatchObject({ refusal: "unauthenticated", code: "keyExpired" });
});

test("the database and the activity log hold nothing with which one gets in", async () => {
  const { text } = await createApiKey(alice, input());
  await use(text);
  const dump = JSON.stringify(
    await sql`
    select to_jsonb(k) as row from api_keys k union all select to_jsonb(a) from activity a`,
  );
  expect(dump).toContain("Nightly report");
  for (const part of [text, text.slice(36), text.slice(36, 69), text.slice(-20)]) expect(dump).not.toContain(part);
  const [{ hash }] = await sql<[{ hash: string }]>`select key_hash as hash from api_keys`;
  for (const guess of [hash, `${text.slice(0, 36)}${hash}`, text.slice(0, 36) + hash.slice(0, 39)])
    await expect(use(guess)).rejects.toMatchObject({ code: "keyUnknown" });
});

test("what is no key is refused without a question to the database", async () => {
  const { text } = await createApiKey(alice, input());
  await sql.begin(async (tx) => {
    await tx`lock table api_keys in access exclusive mode`;
    for (const garbage of ["", "atr_live_", `${text}x`, `${text.slice(0, -1)}~`, "' or 1=1 --", "x".repeat(100_000)])
      await expect(use(garbage)).rejects.toMatchObject({ refusal: "unauthenticated", code: "keyUnknown" });
    const [asked] =
      await tx`select count(*)::int as count from pg_locks where not granted and relation = 'api_keys'::regclass
      and database = (select oid from pg_database where datname = current_database())`;
    expect(asked).toEqual({ count: 0 });
  });
});

test("a whole key that was never made is refused, and one whose member's other key is right", async () => {
  const [mine, other] = [await createApiKey(alice, input()), await createApiKey(alice, input())];
  await sql`delete from api_keys where id = ${other.id}`;
  await expect(use(other.text)).rejects.toMatchObject({ code: "keyUnknown" });
  await sql`update api_keys set id = ${other.id} where id = ${mine.id}`;
  await expect(use(other.text)).rejects.toMatchObject({ code: "keyUnknown" });
});

test("a revoked key is dead for the next request, is revoked once, and says why only to its holder", async () => {
  const { text, id } = await createApiKey(alice, input());
  await use(text);
  await Promise.all([revokeApiKey(alice, id), revokeApiKey(alice, id)]);
  await expect(use(text)).rejects.toMatchObject({ refusal: "unauthenticated", code: "keyRevoked" });
  expect((await activityOf(id)).map(({ action }) => action)).toEqual(["key.create", "key.revoke"]);
});

test("a suspended member is told so, and why; one who has gone is not known any more", async () => {
  const { text } = await createApiKey(alice, input());
  await sql`update users set suspended_at = now(), suspended_reason = 'Unpaid.' where id = ${alice.userId}`;
  await expect(use(text)).rejects.toMatchObject({
    refusal: "forbidden",
    code: "suspended",
    params: { reason: "Unpaid." },
  });
  await sql`update users set anonymized_at = now() where id = ${alice.userId}`;
  await expect(use(text)).rejects.toMatchObject({ refusal: "unauthenticated", code: "keyUnknown" });
  expect(await sql`select last_used_at from api_keys`).toEqual([{ last_used_at: null }]);
});

test("that a key is in use is written once a minute, however many requests carry it at once", async () => {
  const { text } = await createApiKey(alice, input());
  await asOwner(async (owner) => {
    await owner`create table key_writes (at timestamptz)`;
    await owner`grant all on key_writes to public`;
    await owner.unsafe(`create function note_key_write() returns trigger language plpgsql as
      $$ begin insert into key_writes values (new.last_used_at); return new; end $$`);
    await owner`create trigger key_writes after update on api_keys for each row execute function note_key_write()`;
  });
  const fifty = () => Promise.all(Array.from({ length: 50 }, () => use(text)));
  await fifty();
  after(59_999);
  await fifty();
  expect(await sql`select at from key_writes`).toEqual([{ at: began }]);
  after(60_000);
  await fifty();
  await callerOfApiKey(text, undefined);
  expect(await sql`select at from key_writes`).toHaveLength(2);
  const [key] = await apiKeysOf(db, alice.userId);
  expect(key).toMatchObject({ lastUsedAt: later(began, 60_000), lastUsedFrom: "203.0.113.7" });
  await asOwner((owner) => owner`drop trigger key_writes on api_keys`);
});

test("nobody but an admin grants administration, and it ends with being one", async () => {
  await expect(createApiKey(alice, input({ grant: ["usage:read", "admin"] }))).rejects.toMatchObject({
    refusal: "forbidden",
    code: "adminScopeForAdmins",
  });
  await expect(createApiKey({ ...alice, isAdmin: true }, input({ grant: ["admin"] }))).rejects.toMatchObject({
    code: "adminScopeForAdmins",
  });
  const everything = await createApiKey(alice, input({ grant: "everything" }));
  expect(everything.scopes).not.toContain("admin");
  const { text, id } = await createApiKey(ada, input({ grant: ["admin", "usage:read"] }));
  expect((await use(text)).scopes).toEqual(["admin", "usage:read"]);
  await sql`update users set is_admin = false where id = ${ada.userId}`;
  expect(await use(text)).toMatchObject({ viewer: { isAdmin: false }, scopes: ["usage:read"] });
  expect((await rotateApiKey(ada, id, "none")).scopes).toEqual(["usage:read"]);
});

test("a key that may do nothing is not made", async () => {
  await expect(createApiKey(alice, input({ grant: [] }))).rejects.toMatchObject({ code: "keyScopesMissing" });
  expect(await apiKeysOf(db, alice.userId)).toEqual([]);
});

test("the form sent twice, even at once, makes one key", async () => {
  const form = input();
  const answers = await Promise.allSettled([1, 2, 3].map(() => createApiKey(alice, form)));
  const refused = answers.filter((answer) => answer.status === "rejected");
  expect(refused.map(({ reason }: { reason: unknown }) => reason)).toMatchObject([
    { refusal: "conflict", code: "keyAlreadyMade" },
    { refusal: "conflict", code: "keyAlreadyMade" },
  ]);
  await expect(createApiKey(charlie, form)).rejects.toMatchObject({ code: "keyAlreadyMade" });
  expect(await sql`select user_id as owner from api_keys`).toEqual([{ owner: alice.userId }]);
  expect(await activityOf(form.id)).toHaveLength(1);
});

test("fifty keys work at once and no more, however many are asked for together", async () => {
  const facts = { userId: alice.userId, name: "old", shown: "", scopes: ["usage:read"], createdAt: began };
  for (let n = 0; n < 48; n++)
    await sql`insert into api_keys ${sql({ id: newId("key"), user_id: facts.userId, name: facts.name, key_hash: `${n}`, shown: "", scopes: facts.scopes, created_at: began, expires_at: later(began, HOUR) })}`;
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => createApiKey(alice, input())));
  const refused = answers.filter((answer) => answer.status === "rejected");
  expect(refused).toHaveLength(6);
  expect(refused[0]?.reason).toMatchObject({ refusal: "conflict", code: "keysTooMany", params: { most: 50 } });
  await createApiKey(charlie, input());
  after(HOUR);
  await createApiKey(alice, input());
});

test("Charlie neither sees, replaces nor revokes a key of Alice's: to him it is not there", async () => {
  const { text, id } = await createApiKey(alice, input());
  const notThere = { refusal: "not_found", code: "keyNotFound" };
  expect([await apiKeysOf(db, charlie.userId), await apiKeyOf(db, charlie.userId, id)]).toEqual([[], undefined]);
  await expect(rotateApiKey(charlie, id, "none")).rejects.toMatchObject(notThere);
  await expect(revokeApiKey(charlie, id)).rejects.toMatchObject(notThere);
  await expect(revokeApiKey(ada, id)).rejects.toMatchObject(notThere);
  await expect(revokeApiKey(alice, newId("key"))).rejects.toMatchObject(notThere);
  expect((await use(text)).viewer).toEqual(alice);
});

test("an admin who looks at the portal as Alice makes, replaces and revokes nothing of hers", async () => {
  const { id } = await createApiKey(alice, input());
  const impersonating: Viewer = {
    ...alice,
    impersonator: { userId: ada.userId, name: ada.name, until: later(began, HOUR) },
  };
  for (const attempt of [
    () => createApiKey(impersonating, input()),
    () => rotateApiKey(impersonating, id, "none"),
    () => revokeApiKey(impersonating, id),
  ])
    await expect(attempt()).rejects.toMatchObject({ refusal: "forbidden", code: "notWhileImpersonating" });
  expect(await apiKeysOf(db, alice.userId)).toMatchObject([{ id, state: "live" }]);
});
