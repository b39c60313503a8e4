import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, freezeClock, HOUR, instant, later } from "~/core/clock";
import { newId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast } from "~/testing/cast";
import { apiKeyOf, apiKeysOf } from "./api-keys-of.server";
import { callerOfApiKey } from "./caller-of-api-key.server";
import type { CreateApiKeyInput } from "./create-api-key-input";
import { createApiKey } from "./create-api-key.server";
import { revokeApiKey } from "./revoke-api-key.server";
import { rotateApiKey } from "./rotate-api-key.server";

const began = instant("2026-11-22T08:00:00Z");
const after = (milliseconds: number) => freezeClock(later(began, milliseconds));

let alice: Viewer;

beforeAll(async () => {
  alice = (await signInMember({ issuer: "https://example.eu.auth0.com", ...cast.alice })).viewer;
});

beforeEach(async () => {
  after(0);
  await sql`truncate api_keys`;
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

test.each([
  ["none", 0],
  ["hour", HOUR],
  ["day", DAY],
  ["week", 7 * DAY],
] as const)("a replaced key works for the overlap (%s) beside the new one, and not longer", async (overlap, lasts) => {
  const old = await createApiKey(alice, input());
  after(DAY);
  const next = await rotateApiKey(alice, old.id, overlap);
  expect(next).toMatchObject({ name: old.name, scopes: old.scopes, expiresAt: later(began, 91 * DAY) });
  if (lasts > 0) {
    after(DAY + lasts - 1);
    expect((await use(old.text)).keyId).toBe(old.id);
  }
  after(DAY + lasts);
  await expect(use(old.text)).rejects.toMatchObject({ code: "keyExpired" });
  expect((await use(next.text)).keyId).toBe(next.id);
  const [, replaced] = await apiKeysOf(db, alice.userId);
  expect(replaced).toMatchObject({ id: old.id, state: "replaced" });
  expect(await activityOf(old.id)).toMatchObject([
    { action: "key.create" },
    {
      action: "key.rotate",
      actor: alice.userId,
      before: { expiresAt: later(began, 90 * DAY).toISOString() },
      after: { expiresAt: later(began, DAY + lasts).toISOString(), replacedById: next.id },
    },
  ]);
});

test("replacing gives the old key no longer life than it had, and ends with revoking it", async () => {
  const old = await createApiKey(alice, input({ days: 7 }));
  after(6 * DAY);
  await rotateApiKey(alice, old.id, "week");
  expect(await apiKeyOf(db, alice.userId, old.id)).toMatchObject({
    state: "retiring",
    expiresAt: later(began, 7 * DAY),
  });
  await revokeApiKey(alice, old.id);
  await expect(use(old.text)).rejects.toMatchObject({ code: "keyRevoked" });
});

test("a key is replaced once, even by two at the same moment, and not after its end", async () => {
  const [twice, over] = [await createApiKey(alice, input()), await createApiKey(alice, input({ days: 7 }))];
  const answers = await Promise.allSettled([1, 2].map(() => rotateApiKey(alice, twice.id, "day")));
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  after(7 * DAY);
  for (const { id } of [twice, over])
    await expect(rotateApiKey(alice, id, "day")).rejects.toMatchObject({ code: "keyNotReplaceable" });
  expect(await sql`select id from api_keys`).toHaveLength(3);
});
