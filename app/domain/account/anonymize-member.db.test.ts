import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { HOUR, MINUTE } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import { callerOfApiKey } from "~/domain/access/api-keys/caller-of-api-key.server";
import { viewerOfIdentity } from "~/domain/access/portal-token/viewer-of-identity.server";
import { claimCluster } from "~/domain/clusters/placement/claim-cluster.server";
import { requestPlacement } from "~/domain/clusters/placement/request-placement.server";
import { memberProfileOf } from "~/domain/identity/members/member-profile.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import { visitOfSession } from "~/domain/identity/sessions/visit-of-session.server";
import { collectCluster } from "~/domain/metering/collection/collect-cluster.server";
import { windowStartOf } from "~/domain/metering/windows/usage-window";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { asOwner } from "~/testing/database/as-owner";
import { ledgerFaults, soundLedger } from "~/testing/billing/billing-fixtures";
import { startHub } from "~/testing/workload-fixtures";
import {
  books,
  CANARY,
  jobsDone,
  type LeavingScene,
  setLeavingScene,
  whereIs,
  zoeAtProvider,
} from "~/testing/account-deletion-fixtures";
import { deleteDueAccounts } from "./delete-due-accounts.server";

let hub: HubSimulator;
let scene: LeavingScene;

beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.stop());
beforeEach(async () => void (scene = await setLeavingScene(hub)));

test("when it ends what runs is stopped first, and nothing is forgotten before it rests", async () => {
  await scene.timeIsUp();
  expect(await deleteDueAccounts()).toEqual({ due: 1, anonymized: 0, waiting: 1 });
  expect(await scene.stateOfEnvironment()).toBe("stopping");
  const [run] = await sql`select ended_at, end_reason from workload_runs where workload_id = ${scene.environmentId}`;
  expect(run).toMatchObject({ ended_at: expect.any(Date) as Date, end_reason: "ownerLeaves" });
  expect(await scene.row()).toMatchObject({ email: scene.zoe.email, anonymized_at: null });
});

test("afterwards nothing in any table names them, the hub included", async () => {
  await collectCluster(scene.clusterId, windowStartOf(new Date()), { again: true });
  expect(await whereIs(CANARY)).toEqual(
    expect.arrayContaining([
      "assignments.hub_username",
      "workloads.path",
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
  await scene.timeIsUp();
  await scene.stopped();
  await deleteDueAccounts();
  await jobsDone({ isLater: true });
  await jobsDone({ isLater: true });
  expect(await whereIs(CANARY)).toEqual([]);
  expect(scene.hubHas()).toBe(false);
  expect(await sql`select count(*)::int from api_keys`).toEqual([{ count: 0 }]);
  expect(await scene.row()).toMatchObject({
    email: `deleted-${scene.zoe.userId}@anonymized.invalid`,
    language: null,
    theme: null,
    time_zone: null,
    suspended_reason: null,
    is_admin: false,
    anonymized_at: expect.any(Date) as Date,
  });
  expect(await scene.linesOf("member.anonymise")).toEqual([
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
  await scene.timeIsUp();
  await scene.stopped();
  await collectCluster(scene.clusterId, window, { again: true });
  const before = await books();
  expect([before.entries.length, before.days.length, before.totals.length].every((count) => count > 0)).toBe(true);
  await deleteDueAccounts();
  expect(await books()).toEqual(before);
  await collectCluster(scene.clusterId, window, { again: true });
  expect(await books()).toEqual(before);
  expect(await sql`select count(*)::int from metered_segments`).toEqual([{ count: 1 }]);
  expect(await ledgerFaults()).toEqual(soundLedger);
});

test("what no list had seen yet is still collected from the portal's own record after they have gone", async () => {
  await sql`update workload_runs set started_at = started_at - interval '10 minutes', ready_at = ready_at - interval '10 minutes', requested_at = requested_at - interval '10 minutes', last_seen_at = now()`;
  await scene.timeIsUp();
  await scene.stopped();
  await deleteDueAccounts();
  await collectCluster(scene.clusterId, windowStartOf(new Date()), { again: true });
  const segments = await sql<
    { uid: string; user: string }[]
  >`select source_uid as uid, user_id as user from metered_segments`;
  expect(segments).toEqual([
    { uid: expect.stringMatching(`^deleted-${scene.zoe.userId}/@`) as string, user: scene.zoe.userId },
  ]);
});

test("nothing lets them in any more", async () => {
  const { token } = await startSession(scene.zoe.userId, { userAgent: null });
  await scene.timeIsUp();
  await scene.stopped();
  await deleteDueAccounts();
  expect(await visitOfSession(token)).toBeUndefined();
  await expect(callerOfApiKey(scene.key, undefined)).rejects.toMatchObject({ refusal: "unauthenticated" });
  await expect(viewerOfIdentity(zoeAtProvider.issuer, zoeAtProvider.subject)).rejects.toMatchObject({
    refusal: "unauthenticated",
  });
  const late = await startSession(scene.zoe.userId, { userAgent: null });
  expect(await visitOfSession(late.token)).toBeUndefined();
});

test("whoever signs in with the same identity is somebody else, also at the very moment of the end", async () => {
  await scene.timeIsUp();
  await scene.stopped();
  const signIn = () => signInMember(zoeAtProvider).catch((error: unknown) => error);
  const [, during] = await Promise.all([deleteDueAccounts(), signIn(), signIn()]);
  await deleteDueAccounts();
  const { viewer } = await signInMember(zoeAtProvider);
  expect(viewer.userId).not.toBe(scene.zoe.userId);
  expect(viewer).toMatchObject({ email: scene.zoe.email, isAdmin: false });
  expect(during).toBeDefined();
  expect((await scene.row())["email"]).toBe(`deleted-${scene.zoe.userId}@anonymized.invalid`);
  expect(await sql`select count(*)::int from workloads where owner_id = ${viewer.userId}`).toEqual([{ count: 0 }]);
});

test("a new member gets no place under a name that the hub has not let go of, and then gets one", async () => {
  await scene.timeIsUp();
  await scene.stopped();
  hub.control.mood = "down";
  await deleteDueAccounts();
  const { viewer } = await signInMember(zoeAtProvider);
  await requestPlacement(viewer.userId);
  const profile = await memberProfileOf(db, viewer.userId);
  await expect(claimCluster(profile)).rejects.toMatchObject({ refusal: "unavailable", code: "hubStillClearing" });
  hub.control.mood = "well";
  await expect
    .poll(async () => (await jobsDone({ isLater: true }), scene.hubHas()), { timeout: 20_000, interval: 500 })
    .toBe(false);
  expect(await claimCluster(profile)).toBe(true);
});

test("a hub that is down delays its own part alone: after an hour the member goes, and later the hub lets go too", async () => {
  hub.control.mood = "down";
  await scene.timeIsUp();
  expect(await deleteDueAccounts()).toMatchObject({ anonymized: 0, waiting: 1 });
  await jobsDone();
  expect(await deleteDueAccounts()).toMatchObject({ anonymized: 0, waiting: 1 });
  await scene.timeIsUp(HOUR + MINUTE);
  expect(await deleteDueAccounts()).toMatchObject({ anonymized: 1 });
  await jobsDone({ isLater: true });
  expect(await whereIs(CANARY)).toEqual([]);
  expect(scene.hubHas()).toBe(true);
  hub.control.mood = "well";
  await expect
    .poll(async () => (await jobsDone({ isLater: true }), scene.hubHas()), { timeout: 20_000, interval: 500 })
    .toBe(false);
  expect(await scene.stateOfEnvironment()).toBe("stopped");
  await jobsDone({ isLater: true });
  expect(await whereIs(CANARY)).toEqual([]);
});

test("two replicas at once let go of them once", async () => {
  await scene.timeIsUp();
  await scene.stopped();
  const reports = await Promise.all([deleteDueAccounts(), deleteDueAccounts(), deleteDueAccounts()]);
  expect(reports.reduce((sum, { anonymized }) => sum + anonymized, 0)).toBe(1);
  expect(await scene.linesOf("member.anonymise")).toHaveLength(1);
  expect(await sql`select member_count from clusters`).toEqual([{ member_count: 1 }]);
  expect(await deleteDueAccounts()).toEqual({ due: 0, anonymized: 0, waiting: 0 });
});

test("cut short on the way nothing is half done, the others go, and the next tick takes it up", async () => {
  await sql`update users set deletion_at = now() - interval '1 minute' where id in (${scene.zoe.userId}, ${scene.charlie.userId})`;
  await scene.stopped();
  await sql`update users set anonymized_at = null, deletion_at = now() where id = ${scene.charlie.userId}`;
  await asOwner((owner) =>
    owner.unsafe(`create function fail_once() returns trigger language plpgsql as $$ begin
      if new.id = '${scene.zoe.userId}' and new.anonymized_at is not null then raise 'the power went'; end if; return new; end $$;
      create trigger fail_once before update on users for each row execute function fail_once()`),
  );
  await expect(deleteDueAccounts()).rejects.toThrow();
  expect(await scene.row()).toMatchObject({ email: scene.zoe.email, anonymized_at: null });
  expect(await sql`select count(*)::int from identities where user_id = ${scene.zoe.userId}`).toEqual([{ count: 1 }]);
  expect(await sql`select count(*)::int from assignments where user_id = ${scene.zoe.userId}`).toEqual([{ count: 1 }]);
  expect(await sql`select count(*)::int from users where anonymized_at is not null`).toEqual([{ count: 1 }]);
  await asOwner((owner) => owner.unsafe("drop trigger fail_once on users; drop function fail_once"));
  expect(await deleteDueAccounts()).toMatchObject({ anonymized: 1 });
});
