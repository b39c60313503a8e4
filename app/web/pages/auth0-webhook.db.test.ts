import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { AppError } from "~/core/app-error";
import { clock, SECOND } from "~/core/clock";
import { sql } from "~/db/pool.server";
import { placeMember } from "~/domain/clusters/placement/place-member.server";
import type { UserId } from "~/core/id";
import { cast } from "~/testing/cast";
import { aCluster, resetSimulators, jobsWaiting, startSimulators, type Simulators } from "~/testing/placement-fixtures";
import { testSettings } from "~/testing/settings";
import { action, loader } from "~/routes/webhooks/auth0";
import { asOwner } from "~/testing/database/as-owner";

let simulators: Simulators;

beforeAll(async () => {
  simulators = await startSimulators();
});
afterAll(() => simulators.stop());
beforeEach(async () => {
  await resetSimulators(simulators);
  await sql`truncate billing_accounts cascade`;
  await aCluster(simulators);
});

const alice = {
  sub: cast.alice.subject,
  email: cast.alice.email,
  email_verified: true,
  name: cast.alice.name,
  given_name: cast.alice.givenName,
};

type Sent = { secret?: string; at?: number; signature?: string | null; body?: string };

function sign(body: string, at: number, secret: string): string {
  return `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
}

const now = () => Math.floor(clock.now().getTime() / SECOND);

/** What the Action of the tenant sends, and the portal's answer: its status, or the refusal's code. */
async function post(message: unknown, sent: Sent = {}): Promise<number | string> {
  const text = JSON.stringify(message);
  const made = sign(text, sent.at ?? now(), sent.secret ?? testSettings.AUTH0_WEBHOOK_SECRET);
  const signature = sent.signature === undefined ? made : sent.signature;
  const request = new Request("http://localhost:3000/api/webhooks/auth0", {
    method: "POST",
    headers: signature === null ? {} : { "X-Atrium-Signature": signature },
    body: sent.body ?? text,
  });
  return action({ request, params: {}, context: {} }).then(
    ({ status }) => status,
    (error: unknown) => (error instanceof AppError ? `${error.refusal} ${error.code}` : Promise.reject(error as Error)),
  );
}

async function counts() {
  const [row] = await sql`
    select (select count(*)::int from users) as users, (select count(*)::int from identities) as identities,
      (select count(*)::int from billing_accounts) as accounts, (select count(*)::int from placements) as placements,
      (select count(*)::int from assignments) as assignments, (select count(*)::int from sessions) as sessions`;
  return row;
}

const oneOfEach = { users: 1, identities: 1, accounts: 1, placements: 1, assignments: 0, sessions: 0 };

test("a first sign-in makes the member, their account and their placement, and no session", async () => {
  expect(await post(alice)).toBe(200);
  expect(await counts()).toEqual(oneOfEach);
  expect(await jobsWaiting()).toBe(1);
  const [member] = await sql<{ id: UserId; email: string; name: string; issuer: string; subject: string }[]>`
    select id, users.email, name, issuer, subject from users join identities on user_id = id`;
  expect(member).toMatchObject({
    email: alice.email,
    name: alice.name,
    issuer: testSettings.AUTH_ISSUER,
    subject: alice.sub,
  });
  await placeMember(member!.id);
  expect(simulators.hopsworks.control.users().filter(({ email }) => email === alice.email)).toHaveLength(1);
  expect(simulators.hopsworks.control.projects()).toHaveLength(1);
});

test("the same sign-in twice, five times at once, and again after its place is ready makes one of everything", async () => {
  expect(await Promise.all(Array.from({ length: 5 }, () => post(alice)))).toEqual([200, 200, 200, 200, 200]);
  expect(await counts()).toEqual(oneOfEach);
  const [member] = await sql<{ id: UserId }[]>`select id from users`;
  await placeMember(member!.id);
  expect(await post({ ...alice, name: "Alice Anew" })).toBe(200);
  await placeMember(member!.id);
  expect(await counts()).toEqual({ ...oneOfEach, assignments: 1 });
  expect(await sql`select name from users`).toEqual([{ name: "Alice Anew" }]);
  expect(simulators.hopsworks.control.projects()).toHaveLength(1);
});

test("what failed half-way is made up for by the next one", async () => {
  await asOwner((owner) => owner`alter table placements rename to placements_away`);
  await expect(post(alice)).rejects.toThrow();
  await asOwner((owner) => owner`alter table placements_away rename to placements`);
  expect(await counts()).toEqual({ ...oneOfEach, placements: 0 });
  expect(await post(alice)).toBe(200);
  expect(await counts()).toEqual(oneOfEach);
});

test("an address that is not verified, or missing, is never taken for anybody", async () => {
  expect(await post(alice)).toBe(200);
  const stranger = { ...alice, sub: "auth0|mallory" };
  for (const email_verified of [false, "true", 1, null, undefined])
    expect(await post({ ...stranger, email_verified })).toBe("forbidden emailNotVerified");
  expect(await post({ ...stranger, email: null })).toBe("forbidden emailMissing");
  expect(await post(stranger)).toBe("conflict emailBelongsToAnother");
  expect(await counts()).toEqual(oneOfEach);
});

test("who is suspended stays so", async () => {
  await post(alice);
  await sql`update users set suspended_at = now()`;
  expect(await post(alice)).toBe("forbidden suspended");
});

test("what our secret did not sign, as it is and within five minutes, is not read", async () => {
  const forged = "unauthenticated loginSignature";
  const good = sign(JSON.stringify(alice), now(), testSettings.AUTH0_WEBHOOK_SECRET);
  for (const sent of <Sent[]>[
    { signature: null },
    { signature: "" },
    { signature: good.replace("v1=", "v0=") },
    { signature: `${good},v1=00` },
    { signature: good.slice(0, -1) },
    { signature: good.replace(/t=\d+/, `t=${now() + 1}`) },
    { secret: "another-secret-of-32-characters-0123456789" },
    { at: now() - 301 },
    { at: now() + 302 },
    { signature: good, body: JSON.stringify({ ...alice, email: "eve@example.org" }) },
    { signature: good, body: `${JSON.stringify(alice)} ` },
  ])
    expect(await post(alice, sent), JSON.stringify(sent)).toBe(forged);
  expect(await counts()).toEqual({ ...oneOfEach, users: 0, identities: 0, accounts: 0, placements: 0 });
  expect(await post(alice, { at: now() - 290 })).toBe(200);
});

test("what is signed and says nobody is refused as such", async () => {
  for (const message of [
    null,
    [],
    "x",
    {},
    { ...alice, sub: "" },
    { ...alice, sub: 7 },
    { ...alice, email: "no address" },
    { ...alice, sub: "auth0|\0" },
    { ...alice, sub: "auth0|\ud800" },
    { ...alice, sub: "auth0|alice\n" },
    { ...alice, name: "Alice\0" },
    { ...alice, "\0": 1 },
  ])
    expect(await post(message)).toBe("invalid loginUnreadable");
});

test("other methods are not there", async () => {
  expect(loader().status).toBe(405);
  const request = new Request("http://localhost:3000/api/webhooks/auth0", { method: "PUT", body: "{}" });
  expect((await action({ request, params: {}, context: {} })).status).toBe(405);
});
