import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DAY, HOUR, MINUTE } from "~/core/clock";
import type { EnvironmentId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { callerOfApiKey } from "~/domain/access/caller-of-api-key.server";
import { viewerOfIdentity } from "~/domain/access/viewer-of-identity.server";
import { claimCluster } from "~/domain/clusters/claim-cluster.server";
import { requestPlacement } from "~/domain/clusters/request-placement.server";
import { memberProfileOf } from "~/domain/identity/member-profile.server";
import { signInMember } from "~/domain/identity/sign-in-member.server";
import { startSession } from "~/domain/identity/start-session.server";
import type { Viewer } from "~/domain/identity/viewer";
import { visitOfSession } from "~/domain/identity/visit-of-session.server";
import { collectCluster } from "~/domain/metering/collect-cluster.server";
import { windowStartOf } from "~/domain/metering/usage-window";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { asOwner } from "~/testing/as-owner";
import { ledgerFaults, soundLedger } from "~/testing/billing-fixtures";
import { aRunningEnvironment, setScene, startHub, type Scene } from "~/testing/environment-stage";
import { books, CANARY, furnish, jobsDone, whereIs } from "~/testing/leaving-stage";
import { askToLeave } from "./ask-to-leave.server";
import { callOffLeaving } from "./call-off-leaving.server";
import { leaveMembers } from "./leave-members.server";

const EMAIL = `${CANARY}@example.org`;
const provider = {
  issuer: "https://example.eu.auth0.com",
  subject: `auth0|${CANARY}`,
  email: EMAIL,
  name: `Zoe ${CANARY}`,
};

let hub: HubSimulator;
let scene: Scene;
let zoe: Viewer;
let environmentId: EnvironmentId;
let key: string;

beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.stop());
afterEach(() => void vi.useRealTimers());

/** Zoe is placed like Alice, runs a notebook and has something of everything. */
beforeEach(async () => {
  scene = await setScene(hub);
  await sql`truncate metered_segments, usage_days, usage_totals, collector_runs cascade`;
  zoe = { ...scene.alice, email: EMAIL, name: provider.name };
  await sql`update users set email = ${EMAIL}, name = ${provider.name} where id = ${zoe.userId}`;
  await sql`update assignments set hub_username = ${EMAIL} where user_id = ${zoe.userId}`;
  await sql`update clusters set member_count = 2`;
  environmentId = await aRunningEnvironment(zoe);
  key = await furnish(zoe);
});

const ask = () => askToLeave(zoe, { email: EMAIL });

/** As if they had asked a while ago: their time came `ago` milliseconds before now. */
const timeIsUp = (ago = MINUTE) =>
  sql`update users set leaves_at = ${new Date(Date.now() - ago)} where id = ${zoe.userId}`;

const row = async () => (await sql`select * from users where id = ${zoe.userId}`)[0] ?? {};
const stateOfEnvironment = async () =>
  (await sql<{ state: string }[]>`select state from environments where id = ${environmentId}`)[0]?.state;
const linesOf = async (action: string) =>
  sql`select actor_id, before, after from activity where subject_id = ${zoe.userId} and action = ${action}`;
const hubHas = () => hub.control.hub.user(EMAIL) !== undefined;

/** From the tick that stops what runs to the one that lets go, with the workers between. */
async function leave(): Promise<void> {
  await leaveMembers();
  await expect.poll(async () => (await jobsDone({ isLater: true }), stateOfEnvironment())).toBe("stopped");
  await leaveMembers();
}

test("who asks leaves in fourteen days, once, on record, and not by another's address", async () => {
  await expect(askToLeave(zoe, { email: "charlie@example.org" })).rejects.toMatchObject({ code: "leaveEmailOther" });
  expect((await row())["leaves_at"]).toBeNull();
  const [first, second] = await Promise.all([ask(), askToLeave(zoe, { email: EMAIL.toUpperCase() })]);
  expect(first).toEqual(second);
  expect(Math.abs(first.getTime() - Date.now() - 14 * DAY)).toBeLessThan(MINUTE);
  expect(await linesOf("member.leave")).toEqual([
    { actor_id: zoe.userId, before: null, after: { leavesAt: first.toISOString() } },
  ]);
});

test("until then everything is as usual, and it can be called off", async () => {
  const { token } = await startSession(zoe.userId, { userAgent: null });
  const at = await ask();
  expect(await leaveMembers()).toEqual({ due: 0, anonymised: 0, waiting: 0 });
  expect(await visitOfSession(token)).toMatchObject({ viewer: zoe, leavesAt: at });
  expect((await callerOfApiKey(key, undefined)).viewer).toEqual(zoe);
  expect(await stateOfEnvironment()).toBe("running");
  await callOffLeaving(zoe);
  await callOffLeaving(zoe);
  expect(await linesOf("member.stay")).toHaveLength(1);
  expect(await visitOfSession(token)).toMatchObject({ viewer: zoe, leavesAt: undefined });
});

test("nobody else is touched by it", async () => {
  await ask();
  await callOffLeaving(scene.charlie);
  expect((await row())["leaves_at"]).not.toBeNull();
  await timeIsUp();
  await leave();
  expect(await visitOfSession((await startSession(scene.charlie.userId, { userAgent: null })).token)).toBeDefined();
  const [charlie] =
    await sql`select u.email, a.hub_username from users u join assignments a on a.user_id = u.id where u.id = ${scene.charlie.userId}`;
  expect(charlie).toEqual({ email: scene.charlie.email, hub_username: scene.charlie.email });
});

test("when it ends what runs is stopped first, and nothing is forgotten before it rests", async () => {
  await timeIsUp();
  expect(await leaveMembers()).toEqual({ due: 1, anonymised: 0, waiting: 1 });
  expect(await stateOfEnvironment()).toBe("stopping");
  const [run] = await sql`select ended_at, end_reason from environment_runs where environment_id = ${environmentId}`;
  expect(run).toMatchObject({ ended_at: expect.any(Date) as Date, end_reason: "ownerLeaves" });
  expect(await row()).toMatchObject({ email: EMAIL, anonymised_at: null });
});

test("afterwards nothing in any table names them, the hub included", async () => {
  await collectCluster(scene.clusterId, windowStartOf(new Date()), { again: true });
  expect(await whereIs(CANARY)).toEqual(
    expect.arrayContaining([
      "assignments.hub_username",
      "environments.server_path",
      "identities.subject",
      "metered_segments.source_uid",
      "sessions.user_agent",
      "stripe_events.payload",
      "users.email",
      "users.name",
      "webhook_attempts.answer",
      "webhook_deliveries.payload",
      "webhook_endpoints.url",
    ]),
  );
  await timeIsUp();
  await leave();
  await jobsDone({ isLater: true });
  await jobsDone({ isLater: true });
  expect(await whereIs(CANARY)).toEqual([]);
  expect(hubHas()).toBe(false);
  expect(await sql`select count(*)::int from api_keys`).toEqual([{ count: 0 }]);
  expect(await row()).toMatchObject({
    email: `deleted-${zoe.userId}@anonymised.invalid`,
    language: null,
    theme: null,
    time_zone: null,
    suspended_reason: null,
    is_admin: false,
    anonymised_at: expect.any(Date) as Date,
  });
  expect(await linesOf("member.anonymise")).toEqual([
    { actor_id: null, before: null, after: { keyCount: 1, webhookCount: 1, clusterId: scene.clusterId } },
  ]);
  expect(await sql`select member_count from clusters`).toEqual([{ member_count: 1 }]);
  expect(await sql`select count(*)::int from graphile_worker.jobs where task_identifier = 'remove_hub_user'`).toEqual([
    { count: 0 },
  ]);
});

test("the books are the same before and after, and what was used last is charged once, as if they had stayed", async () => {
  const window = windowStartOf(new Date());
  await collectCluster(scene.clusterId, window, { again: true });
  await timeIsUp();
  await leaveMembers();
  await expect.poll(async () => (await jobsDone({ isLater: true }), stateOfEnvironment())).toBe("stopped");
  await collectCluster(scene.clusterId, window, { again: true });
  const before = await books();
  expect([before.entries.length, before.days.length, before.totals.length].every((count) => count > 0)).toBe(true);
  await leaveMembers();
  expect(await books()).toEqual(before);
  await collectCluster(scene.clusterId, window, { again: true });
  expect(await books()).toEqual(before);
  expect(await sql`select count(*)::int from metered_segments`).toEqual([{ count: 1 }]);
  expect(await ledgerFaults()).toEqual(soundLedger);
});

test("what no list had seen yet is still collected from the portal's own record after they have gone", async () => {
  await sql`update environment_runs set started_at = started_at - interval '10 minutes', ready_at = ready_at - interval '10 minutes', requested_at = requested_at - interval '10 minutes'`;
  await timeIsUp();
  await leave();
  await collectCluster(scene.clusterId, windowStartOf(new Date()), { again: true });
  const segments = await sql<
    { uid: string; user: string }[]
  >`select source_uid as uid, user_id as user from metered_segments`;
  expect(segments).toEqual([{ uid: expect.stringMatching(`^deleted-${zoe.userId}/@`) as string, user: zoe.userId }]);
});

test("no door lets them in any more", async () => {
  const { token } = await startSession(zoe.userId, { userAgent: null });
  await timeIsUp();
  await leave();
  expect(await visitOfSession(token)).toBeUndefined();
  await expect(callerOfApiKey(key, undefined)).rejects.toMatchObject({ refusal: "unauthenticated" });
  await expect(viewerOfIdentity(provider.issuer, provider.subject)).rejects.toMatchObject({
    refusal: "unauthenticated",
  });
  const late = await startSession(zoe.userId, { userAgent: null });
  expect(await visitOfSession(late.token)).toBeUndefined();
});

test("whoever signs in with the same identity is somebody else, also at the very moment of the end", async () => {
  await timeIsUp();
  await leaveMembers();
  await expect.poll(async () => (await jobsDone({ isLater: true }), stateOfEnvironment())).toBe("stopped");
  const signIn = () => signInMember(provider).catch((error: unknown) => error);
  const [, during] = await Promise.all([leaveMembers(), signIn(), signIn()]);
  await leaveMembers();
  const { viewer } = await signInMember(provider);
  expect(viewer.userId).not.toBe(zoe.userId);
  expect(viewer).toMatchObject({ email: EMAIL, isAdmin: false });
  expect(during).toBeDefined();
  expect((await row())["email"]).toBe(`deleted-${zoe.userId}@anonymised.invalid`);
  expect(await sql`select count(*)::int from environments where owner_id = ${viewer.userId}`).toEqual([{ count: 0 }]);
});

test("a new member gets no place under a name that the hub has not let go of, and then gets one", async () => {
  await timeIsUp();
  await leaveMembers();
  await expect.poll(async () => (await jobsDone({ isLater: true }), stateOfEnvironment())).toBe("stopped");
  hub.control.mood = "down";
  await leaveMembers();
  const { viewer } = await signInMember(provider);
  await requestPlacement(viewer.userId);
  const profile = await memberProfileOf(db, viewer.userId);
  await expect(claimCluster(profile)).rejects.toMatchObject({ refusal: "unavailable", code: "hubStillClearing" });
  hub.control.mood = "well";
  await expect
    .poll(async () => (await jobsDone({ isLater: true }), hubHas()), { timeout: 20_000, interval: 500 })
    .toBe(false);
  expect(await claimCluster(profile)).toBe(true);
});

test("a hub that is down delays its own part alone: after an hour the member goes, and later the hub lets go too", async () => {
  hub.control.mood = "down";
  await timeIsUp();
  expect(await leaveMembers()).toMatchObject({ anonymised: 0, waiting: 1 });
  await jobsDone();
  expect(await leaveMembers()).toMatchObject({ anonymised: 0, waiting: 1 });
  await timeIsUp(HOUR + MINUTE);
  expect(await leaveMembers()).toMatchObject({ anonymised: 1 });
  await jobsDone({ isLater: true });
  expect(await whereIs(CANARY)).toEqual([]);
  expect(hubHas()).toBe(true);
  hub.control.mood = "well";
  await expect
    .poll(async () => (await jobsDone({ isLater: true }), hubHas()), { timeout: 20_000, interval: 500 })
    .toBe(false);
  expect(await stateOfEnvironment()).toBe("stopped");
  await jobsDone({ isLater: true });
  expect(await whereIs(CANARY)).toEqual([]);
});

test("two replicas at once let go of them once", async () => {
  await timeIsUp();
  await leaveMembers();
  await expect.poll(async () => (await jobsDone({ isLater: true }), stateOfEnvironment())).toBe("stopped");
  const reports = await Promise.all([leaveMembers(), leaveMembers(), leaveMembers()]);
  expect(reports.reduce((sum, { anonymised }) => sum + anonymised, 0)).toBe(1);
  expect(await linesOf("member.anonymise")).toHaveLength(1);
  expect(await sql`select member_count from clusters`).toEqual([{ member_count: 1 }]);
  expect(await leaveMembers()).toEqual({ due: 0, anonymised: 0, waiting: 0 });
});

test("cut short on the way nothing is half done, the others go, and the next tick takes it up", async () => {
  await sql`update users set leaves_at = now() - interval '1 minute' where id in (${zoe.userId}, ${scene.charlie.userId})`;
  await leaveMembers();
  await expect.poll(async () => (await jobsDone({ isLater: true }), stateOfEnvironment())).toBe("stopped");
  await sql`update users set anonymised_at = null, leaves_at = now() where id = ${scene.charlie.userId}`;
  await asOwner((owner) =>
    owner.unsafe(`create function fail_once() returns trigger language plpgsql as $$ begin
      if new.id = '${zoe.userId}' and new.anonymised_at is not null then raise 'the power went'; end if; return new; end $$;
      create trigger fail_once before update on users for each row execute function fail_once()`),
  );
  await expect(leaveMembers()).rejects.toThrow();
  expect(await row()).toMatchObject({ email: EMAIL, anonymised_at: null });
  expect(await sql`select count(*)::int from identities where user_id = ${zoe.userId}`).toEqual([{ count: 1 }]);
  expect(await sql`select count(*)::int from assignments where user_id = ${zoe.userId}`).toEqual([{ count: 1 }]);
  expect(await sql`select count(*)::int from users where anonymised_at is not null`).toEqual([{ count: 1 }]);
  await asOwner((owner) => owner.unsafe("drop trigger fail_once on users; drop function fail_once"));
  expect(await leaveMembers()).toMatchObject({ anonymised: 1 });
});

test("the last admin who stays cannot leave, also when two ask at once", async () => {
  await sql`update users set is_admin = true where id = ${zoe.userId}`;
  await expect(ask()).rejects.toMatchObject({ refusal: "conflict", code: "lastAdminStays" });
  await sql`update users set is_admin = true where id = ${scene.charlie.userId}`;
  const both = await Promise.allSettled([ask(), askToLeave(scene.charlie, { email: scene.charlie.email })]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("an admin whose time has come while nobody else is in office waits until somebody is", async () => {
  await sql`update users set is_admin = true where id = ${zoe.userId}`;
  await timeIsUp();
  await leave();
  expect((await row())["anonymised_at"]).toBeNull();
  await sql`update users set is_admin = true where id = ${scene.charlie.userId}`;
  expect(await leaveMembers()).toMatchObject({ anonymised: 1 });
});

test("called off after the hour has struck, but before they are gone, they stay", async () => {
  await timeIsUp();
  await leaveMembers();
  await callOffLeaving(zoe);
  await expect.poll(async () => (await jobsDone({ isLater: true }), stateOfEnvironment())).toBe("stopped");
  expect(await leaveMembers()).toEqual({ due: 0, anonymised: 0, waiting: 0 });
  expect((await row())["email"]).toBe(EMAIL);
  await sql`update users set anonymised_at = now() where id = ${zoe.userId}`;
  await callOffLeaving(zoe);
  expect(await linesOf("member.stay")).toHaveLength(1);
});
