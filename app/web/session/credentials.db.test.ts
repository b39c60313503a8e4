import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, freezeClock, HOUR, instant, later, MINUTE, SECOND } from "~/core/clock";
import { derivedKey } from "~/core/crypto.server";
import { newId } from "~/core/id";
import { currentLogContext, withLogContext } from "~/core/log.server";
import { sql } from "~/db/pool.server";
import { createApiKey } from "~/domain/access/api-keys/create-api-key.server";
import { mintPortalToken } from "~/domain/access/portal-token/mint-portal-token.server";
import { revokeApiKey } from "~/domain/access/api-keys/revoke-api-key.server";
import { endSession } from "~/domain/identity/sessions/end-session.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast, type CastMember } from "~/testing/cast";
import { testSettings } from "~/testing/settings";
import { callerOf } from "./credentials.server";

const began = instant("2026-11-22T08:00:00Z");
const after = (milliseconds: number) => freezeClock(later(began, milliseconds));

let alice: Viewer;
let charlie: Viewer;
let session: string;
let cookie: string;
let key: string;
let keyId: string;

const signedIn = async (person: CastMember) =>
  (await signInMember({ issuer: "https://example.eu.auth0.com", ...person })).viewer;

beforeAll(async () => {
  [alice, charlie] = [await signedIn(cast.alice), await signedIn(cast.charlie)];
});

beforeEach(async () => {
  after(0);
  await sql`update users set suspended_at = null, suspended_reason = null`;
  session = (await startSession(alice.userId, { userAgent: null })).token;
  cookie = `theme=dark; atrium=${session}`;
  const id = newId("key");
  ({ text: key, id: keyId } = await createApiKey(alice, { id, name: "Report", days: 90, grant: ["usage:read"] }));
});

afterAll(() => freezeClock(undefined));

const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
const mint = async () => (await mintPortalToken(alice, session)).token;

test("nobody says nothing, and is nobody", async () => {
  for (const headers of [{}, { cookie: "" }, { cookie: "theme=dark" }, { cookie: "atrium=" }, { cookie: "atrium=x" }])
    expect(await callerOf(headers)).toBeUndefined();
});

test("a session, a token of it and a key, in either header, say who calls and how", async () => {
  expect(await callerOf({ cookie })).toEqual({ kind: "session", viewer: alice });
  expect(await callerOf(bearer(await mint()))).toEqual({ kind: "token", viewer: alice });
  const ofKey = { kind: "key", viewer: alice, keyId, scopes: ["usage:read"] };
  expect(await callerOf({ apiKey: key })).toEqual(ofKey);
  expect(await callerOf(bearer(key))).toEqual(ofKey);
  expect(await callerOf({ authorization: `bearer  ${key}` })).toEqual(ofKey);
  expect(await callerOf({ ...bearer(key), apiKey: key, cookie })).toEqual(ofKey);
});

test("a bad credential never rides on a good cookie", async () => {
  const bad = [
    { apiKey: "" },
    { apiKey: `${key}, ${key}` },
    { apiKey: "atr_live_nothing" },
    { apiKey: await mint() },
    { authorization: "" },
    { authorization: "Bearer" },
    { authorization: "Bearer  " },
    { authorization: `Basic ${btoa(`alice:${key}`)}` },
    { authorization: key },
    bearer("not.a.token"),
    bearer(`${key}x`),
    bearer(session),
  ];
  for (const headers of bad)
    await expect(callerOf({ ...headers, cookie }), JSON.stringify(headers)).rejects.toMatchObject({
      refusal: "unauthenticated",
    });
  await revokeApiKey(alice, keyId as `key_${string}`);
  await expect(callerOf({ apiKey: key, cookie })).rejects.toMatchObject({ code: "keyRevoked" });
});

test("two different credentials at once are refused, whichever of them is good", async () => {
  const other = await createApiKey(charlie, { id: newId("key"), name: "Mine", days: 7, grant: "read" });
  for (const authorization of [other.text, await mint(), "not.a.token"])
    await expect(callerOf({ ...bearer(authorization), apiKey: key })).rejects.toMatchObject({
      refusal: "invalid",
      code: "credentialsTwice",
    });
});

test("a session that is over is said to be, and a suspended member is told so whatever they send", async () => {
  const token = await mint();
  await sql`update users set suspended_at = now(), suspended_reason = 'Unpaid.' where id = ${alice.userId}`;
  for (const headers of [{ cookie }, bearer(token), { apiKey: key }])
    await expect(callerOf(headers)).rejects.toMatchObject({
      refusal: "forbidden",
      code: "suspended",
      params: { reason: "Unpaid." },
    });
  await endSession(session);
  const unknown = `atrium=${"z".repeat(43)}`;
  for (const headers of [{ cookie }, bearer(token), { cookie: unknown }])
    await expect(callerOf(headers)).rejects.toMatchObject({ refusal: "unauthenticated", code: "sessionOver" });
});

test("who called is in the log's lines and in what is recorded, the key by its id", async () => {
  const seen = await withLogContext({ requestId: "req_1", address: "203.0.113.9" }, async () => {
    await callerOf({ apiKey: key });
    return currentLogContext();
  });
  expect(seen).toEqual({ requestId: "req_1", address: "203.0.113.9", userId: alice.userId, keyId });
  expect(await sql`select last_used_from as address from api_keys where id = ${keyId}`).toEqual([
    { address: "203.0.113.9" },
  ]);
});

test("a token of ours works for a quarter of an hour, and dies with its session before", async () => {
  const { token, expiresAt } = await mintPortalToken(alice, session);
  expect(expiresAt).toEqual(later(began, 15 * MINUTE));
  after(15 * MINUTE - SECOND);
  expect(await callerOf(bearer(token))).toMatchObject({ viewer: alice });
  after(15 * MINUTE);
  await expect(callerOf(bearer(token))).rejects.toMatchObject({ code: "tokenExpired" });
  after(0);
  await endSession(session);
  await expect(callerOf(bearer(token))).rejects.toMatchObject({ code: "sessionOver" });
});

test("a token never outlives its session, and does not keep it alive", async () => {
  for (let hour = 11; hour < 7 * 24; hour += 11) {
    after(hour * HOUR);
    await callerOf({ cookie });
  }
  after(7 * DAY - 5 * MINUTE);
  const late = await mintPortalToken(alice, session);
  expect(late.expiresAt).toEqual(later(began, 7 * DAY));
  const idle = (await startSession(alice.userId, { userAgent: null })).token;
  after(7 * DAY + 12 * HOUR - 10 * MINUTE);
  const { token } = await mintPortalToken(alice, idle);
  expect(await callerOf(bearer(token))).toMatchObject({ viewer: alice });
  after(7 * DAY + 12 * HOUR - 5 * MINUTE);
  await expect(callerOf(bearer(token))).rejects.toMatchObject({ code: "sessionOver" });
});

test("a token is minted for one's own living session alone, and that it was is recorded without it", async () => {
  const over = { refusal: "unauthenticated", code: "sessionOver" };
  await expect(mintPortalToken(charlie, session)).rejects.toMatchObject(over);
  await expect(mintPortalToken(alice, "")).rejects.toMatchObject(over);
  const impersonator = { userId: charlie.userId, name: "x", until: later(began, HOUR) };
  await expect(mintPortalToken({ ...alice, impersonator }, session)).rejects.toMatchObject({
    code: "notWhileImpersonating",
  });
  const token = await mint();
  const [{ line }] = await sql<[{ line: object }]>`
    select to_jsonb(a) as line from activity a where action = 'token.mint' order by id desc limit 1`;
  expect(line).toMatchObject({ actor_id: alice.userId, subject_id: alice.userId, target_kind: "session" });
  expect(JSON.stringify(line)).not.toContain(token.split(".")[2]);
  await endSession(session);
  await expect(mintPortalToken(alice, session)).rejects.toMatchObject(over);
});

const right = async () => {
  const [row] = await sql<[{ id: string }]>`select id from sessions order by created_at desc, id_hash limit 1`;
  const exp = began.getTime() / 1000 + 600;
  const claims = { iss: testSettings.APP_URL, aud: `${testSettings.APP_URL}/api`, sub: alice.userId, sid: row.id };
  return { ...claims, iat: exp - 600, exp };
};

const signed = (claims: Record<string, unknown>, secret: Uint8Array, alg = "HS256") =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(secret);

test("only what is signed with the key of tokens, for this portal and a session of the member, is a token of ours", async () => {
  await sql`truncate sessions`;
  await startSession(alice.userId, { userAgent: null });
  const secret = derivedKey(testSettings.SECRET_KEY, "portal tokens");
  expect(await callerOf(bearer(await signed(await right(), secret)))).toMatchObject({ viewer: alice });
  const wrong = [
    signed(await right(), new TextEncoder().encode(testSettings.SECRET_KEY)),
    signed(await right(), derivedKey(testSettings.SECRET_KEY, "api keys")),
    signed(await right(), secret, "HS512"),
    ...[
      { aud: testSettings.APP_URL },
      { aud: undefined },
      { sub: charlie.userId },
      { sub: undefined },
      { sid: "session_of_nobody" },
      { sid: 7 },
      { sid: undefined },
      { exp: undefined },
      { iss: "http://localhost:3001/" },
      { iss: `${testSettings.APP_URL}/` },
    ].map(async (change) => signed({ ...(await right()), ...change }, secret)),
  ];
  for (const [n, token] of (await Promise.all(wrong)).entries())
    await expect(callerOf(bearer(token)), `wrong ${n}`).rejects.toMatchObject({ code: "tokenInvalid" });
  const ahead = async (seconds: number) =>
    signed({ ...(await right()), iat: began.getTime() / 1000 + seconds }, secret);
  expect(await callerOf(bearer(await ahead(118)))).toMatchObject({ viewer: alice });
  await expect(callerOf(bearer(await ahead(125)))).rejects.toMatchObject({ code: "tokenFromFuture" });
});
