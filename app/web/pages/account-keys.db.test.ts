import { beforeEach, expect, test } from "vitest";
import { newId, type ApiKeyId } from "~/core/id";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { callerOfApiKey } from "~/domain/access/api-keys/caller-of-api-key.server";
import type { IssuedApiKey } from "~/domain/access/api-keys/issue-api-key.server";
import * as add from "~/routes/pages/account/key-new";
import * as end from "~/routes/pages/account/key-revoke";
import * as swap from "~/routes/pages/account/key-rotate";
import * as list from "~/routes/pages/account/keys";
import { cast } from "~/testing/cast";
import { asked, cookieOf, type Form } from "~/testing/cluster-connections";
import { callerOf } from "~/web/session/credentials.server";
import { countCall } from "~/web/limits/limits.server";
import type { FormRefusal } from "~/web/forms/submit-form.server";

let alice: string;
let charlie: string;

beforeEach(async () => {
  await sql`truncate api_keys, rate_limits`;
  [alice, charlie] = [await cookieOf(cast.alice), await cookieOf(cast.charlie)];
});

const listed = async (cookie: string, query = "") => list.loader(asked(paths.accountKeys, { cookie, query }));

type Answer = { data: { issued: IssuedApiKey } | FormRefusal; init: ResponseInit | null };

async function make(cookie: string, changes: Form = {}): Promise<Answer> {
  const { keyId } = await add.loader(asked(paths.newAccountKey, { cookie }));
  const form = { keyId, name: "Report", preset: "read", days: "90", ...changes };
  return await add.action(asked(paths.newAccountKey, { cookie, form }));
}

function issuedOf({ data }: Answer): IssuedApiKey {
  if (!("issued" in data)) throw new Error(`refused: ${data.problem.code}`);
  return data.issued;
}

const rotate = async (cookie: string, id: ApiKeyId, overlap = "day") =>
  (await swap.action(asked(paths.rotateAccountKey(id), { cookie, id, form: { overlap } }))) as Answer;

const revoke = (cookie: string, id: ApiKeyId) =>
  end.action(asked(paths.revokeAccountKey(id), { cookie, id, form: {} }));

test("a key is in the answer to its form, which nobody keeps, and on no page after", async () => {
  const answer = await make(alice);
  const { text, id } = issuedOf(answer);
  expect(answer.init).toMatchObject({ headers: { "Cache-Control": "no-store" } });
  expect((await callerOfApiKey(text, undefined)).keyId).toBe(id);
  const pages = [
    await listed(alice),
    await swap.loader(asked("/", { cookie: alice, id })),
    await end.loader(asked("/", { cookie: alice, id })),
  ];
  expect(pages[0]).toMatchObject({ keys: [{ id, name: "Report", state: "live" }] });
  for (const part of [text, text.slice(36)]) expect(JSON.stringify(pages)).not.toContain(part);
});

test("the same form again makes no second key, and says that it was made", async () => {
  const keyId = newId("key");
  await make(alice, { keyId });
  const again = await make(alice, { keyId });
  expect(again).toMatchObject({ data: { problem: { code: "keyAlreadyMade" } }, init: { status: 409 } });
  expect((await listed(alice)).keys).toHaveLength(1);
});

test("what was typed and ticked comes back with a refusal", async () => {
  const form = { name: "", preset: "custom", "usage:read": "on" };
  expect(await make(alice, form)).toMatchObject({
    data: { problem: { code: "keyNameInvalid" }, values: form },
    init: { status: 400 },
  });
  expect(await make(alice, { preset: "custom" })).toMatchObject({ data: { problem: { code: "keyScopesMissing" } } });
  expect(await make(alice, { preset: "custom", admin: "on" })).toMatchObject({
    data: { problem: { code: "adminScopeForAdmins" } },
    init: { status: 403 },
  });
  expect((await listed(alice)).keys).toEqual([]);
});

test("a key is replaced and revoked from its pages, and the list says so", async () => {
  const { id } = issuedOf(await make(alice));
  const next = issuedOf(await rotate(alice, id));
  expect(await rotate(alice, id)).toMatchObject({ data: { problem: { code: "keyNotReplaceable" } } });
  expect((await listed(alice)).keys.map((key) => [key.id, key.state])).toEqual([
    [next.id, "live"],
    [id, "retiring"],
  ]);
  const { headers } = await revoke(alice, next.id);
  expect(headers.get("location")).toBe(`${paths.accountKeys}?revoked=${next.id}`);
  expect((await listed(alice, `?revoked=${next.id}`)).revoked).toBe("Report");
  expect((await listed(alice, `?revoked=${id}`)).revoked).toBeUndefined();
});

test("Charlie finds nothing of Alice's at any address, and changes nothing", async () => {
  const { id, text } = issuedOf(await make(alice));
  const caller = { cookie: charlie, id };
  for (const callRoute of [
    () => swap.loader(asked("/", caller)),
    () => end.loader(asked("/", caller)),
    () => rotate(charlie, id),
    () => revoke(charlie, id),
    () => revoke(alice, "key_none"),
  ])
    await expect(callRoute()).rejects.toMatchObject({ refusal: "not_found", code: "keyNotFound" });
  expect(await listed(charlie, `?revoked=${id}`)).toMatchObject({ keys: [], revoked: undefined });
  expect((await callerOfApiKey(text, undefined)).keyId).toBe(id);
});

test("keys are managed with a session alone: a key or a token is refused at each", async () => {
  const { id, text } = issuedOf(await make(alice, { preset: "everything" }));
  const { data } = await list.action(asked(paths.accountKeys, { cookie: alice, form: {} }));
  const posted = (headers: Record<string, string>, form: Form = {}) => ({
    request: new Request("http://localhost:3000/", { method: "POST", headers, body: new URLSearchParams(form) }),
    params: { id },
    context: {},
  });
  const sent: Record<string, string>[] = [{ "X-API-Key": text }, { Authorization: `Bearer ${data.minted.token}` }, {}];
  for (const headers of sent)
    for (const handler of [list.action, add.action, swap.action, end.action]) {
      const answer = await Promise.resolve(handler(posted(headers))).catch((thrown: unknown) => thrown);
      expect((answer as Response).headers.get("location")).toBe(paths.signIn);
    }
  expect((await listed(alice)).keys).toMatchObject([{ id, state: "live" }]);
});

test("the token that the page makes speaks for the member until they sign out here", async () => {
  const { data, init } = await list.action(asked(paths.accountKeys, { cookie: alice, form: {} }));
  expect(init).toMatchObject({ headers: { "Cache-Control": "no-store" } });
  const caller = await callerOf({ authorization: `Bearer ${data.minted.token}` });
  expect(caller).toMatchObject({ kind: "token", viewer: { email: cast.alice.email } });
});

test("the page says how many calls of the minute are used, and asking for it uses none", async () => {
  const { text } = issuedOf(await make(alice));
  const { viewer } = await callerOfApiKey(text, undefined);
  const usedNow = async (cookie: string) => {
    const { calls } = await listed(cookie);
    return calls.limit - calls.remaining;
  };
  expect(await usedNow(alice)).toBe(0);
  for (let call = 0; call < 3; call++) await countCall(viewer.userId);
  expect([await usedNow(alice), await usedNow(alice), await usedNow(charlie)]).toEqual([3, 3, 0]);
});
