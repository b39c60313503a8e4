import postgres from "postgres";
import { beforeAll, expect, inject, test } from "vitest";
import { withLogContext } from "~/core/log.server";
import { sql } from "~/db/pool.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast, type CastMember } from "~/testing/cast";
import { findViewer, requireAdmin, requireViewer } from "./viewer.server";

let alice: Viewer;
let aliceCookie: string;
let adaCookie: string;

async function signedIn(person: CastMember): Promise<{ viewer: Viewer; cookie: string }> {
  const { viewer } = await signInMember({ issuer: "https://example.eu.auth0.com", ...person });
  return { viewer, cookie: `atrium=${(await startSession(viewer.userId, { userAgent: null })).token}` };
}

beforeAll(async () => {
  ({ viewer: alice, cookie: aliceCookie } = await signedIn(cast.alice));
  ({ cookie: adaCookie } = await signedIn(cast.ada));
});

const ask = (path: string, cookie: string, method = "GET") =>
  new Request(`http://localhost:3000${path}`, { method, headers: { cookie } });

test("the session's cookie says who is looking; anything else says nobody", async () => {
  expect(await findViewer(ask("/", `theme=dark; ${aliceCookie}; x=%ZZ`))).toEqual(alice);
  for (const cookie of [
    "",
    "atrium=",
    "atrium=short",
    `${aliceCookie}x`,
    `not${aliceCookie}`,
    "atrium=%E0%A4%A",
    `atrium=${"z".repeat(43)}`,
  ])
    expect(await findViewer(ask("/", cookie)), cookie).toBeUndefined();
});

test("a stranger is sent to sign in, and back to what they asked for", async () => {
  const asked = requireViewer(ask("/usage?month=2026-10&by=size", ""));
  const answer = (await asked.catch((thrown: unknown) => thrown)) as Response;
  expect([answer.status, answer.headers.get("location")]).toEqual([
    302,
    "/sign-in?to=%2Fusage%3Fmonth%3D2026-10%26by%3Dsize",
  ]);
});

test("what a stranger posted is not asked for again", async () => {
  const answer = (await requireViewer(ask("/billing/purchase", "", "POST")).catch(
    (thrown: unknown) => thrown,
  )) as Response;
  expect(answer.headers.get("location")).toBe("/sign-in");
});

test("the admin's pages are for admins", async () => {
  expect(await requireAdmin(ask("/admin", adaCookie))).toMatchObject({ isAdmin: true });
  await expect(requireAdmin(ask("/admin", aliceCookie))).rejects.toMatchObject({
    refusal: "forbidden",
    code: "adminsOnly",
  });
  expect((await requireAdmin(ask("/admin", "")).catch((thrown: unknown) => thrown)) instanceof Response).toBe(true);
});

test("the loaders of one request share one answer of the database, two requests have one each", async () => {
  const loaders = (requestId: `req_${string}`) =>
    withLogContext({ requestId }, () => [1, 2, 3].map(() => findViewer(ask("/dashboard", aliceCookie))));
  const [one, two] = await Promise.all([Promise.all(loaders("req_one")), Promise.all(loaders("req_two"))]);
  expect([...one, ...two]).toEqual(Array(6).fill(alice));
  expect([new Set(one).size, new Set(two).size, new Set([...one, ...two]).size]).toEqual([1, 1, 2]);
});

test("a database that cannot be asked is an error, never a sign-out", async () => {
  const admin = postgres(`${inject("postgres")}postgres`, { max: 1, onnotice: () => undefined });
  const [{ name }] = await sql<[{ name: string }]>`select current_database() as name`;
  await admin.unsafe(`alter database ${name} allow_connections false`);
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  await expect(findViewer(ask("/", aliceCookie))).rejects.toThrow();
  await expect(requireViewer(ask("/", aliceCookie))).rejects.toBeInstanceOf(Error);
  await admin.unsafe(`alter database ${name} allow_connections true`);
  expect(await findViewer(ask("/", aliceCookie))).toEqual(alice);
  await admin.end();
});
