import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, MINUTE } from "~/core/clock";
import { sql } from "~/db/pool.server";
import { callerOfApiKey } from "~/domain/access/api-keys/caller-of-api-key.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import { visitOfSession } from "~/domain/identity/sessions/visit-of-session.server";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { startHub } from "~/testing/workload-fixtures";
import { type LeavingScene, setLeavingScene } from "~/testing/account-deletion-fixtures";
import { requestAccountDeletion } from "./request-account-deletion.server";
import { cancelAccountDeletion } from "./cancel-account-deletion.server";
import { deleteDueAccounts } from "./delete-due-accounts.server";

let hub: HubSimulator;
let scene: LeavingScene;

beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.stop());
beforeEach(async () => void (scene = await setLeavingScene(hub)));

test("who asks leaves in fourteen days, once, on record, and not by another's address", async () => {
  await expect(requestAccountDeletion(scene.zoe, { email: "charlie@example.org" })).rejects.toMatchObject({
    code: "leaveEmailOther",
  });
  expect((await scene.row())["deletion_at"]).toBeNull();
  const [first, second] = await Promise.all([
    requestAccountDeletion(scene.zoe, scene.zoe),
    requestAccountDeletion(scene.zoe, { email: scene.zoe.email.toUpperCase() }),
  ]);
  expect(first).toEqual(second);
  expect(Math.abs(first.getTime() - Date.now() - 14 * DAY)).toBeLessThan(MINUTE);
  expect(await scene.linesOf("member.leave")).toEqual([
    { actor_id: scene.zoe.userId, before: null, after: { deletionAt: first.toISOString() } },
  ]);
});

test("until then everything is as usual, and it can be called off", async () => {
  const { token } = await startSession(scene.zoe.userId, { userAgent: null });
  const at = await requestAccountDeletion(scene.zoe, scene.zoe);
  expect(await deleteDueAccounts()).toEqual({ due: 0, anonymized: 0, waiting: 0 });
  expect(await visitOfSession(token)).toMatchObject({ viewer: scene.zoe, deletionAt: at });
  expect((await callerOfApiKey(scene.key, undefined)).viewer).toEqual(scene.zoe);
  expect(await scene.stateOfEnvironment()).toBe("running");
  await cancelAccountDeletion(scene.zoe);
  await cancelAccountDeletion(scene.zoe);
  expect(await scene.linesOf("member.stay")).toHaveLength(1);
  expect(await visitOfSession(token)).toMatchObject({ viewer: scene.zoe, deletionAt: undefined });
});

test("nobody else is touched by it", async () => {
  await requestAccountDeletion(scene.zoe, scene.zoe);
  await cancelAccountDeletion(scene.charlie);
  expect((await scene.row())["deletion_at"]).not.toBeNull();
  await scene.timeIsUp();
  await scene.stopped();
  await deleteDueAccounts();
  expect(await visitOfSession((await startSession(scene.charlie.userId, { userAgent: null })).token)).toBeDefined();
  const [charlie] =
    await sql`select u.email, a.hub_username from users u join assignments a on a.user_id = u.id where u.id = ${scene.charlie.userId}`;
  expect(charlie).toEqual({ email: scene.charlie.email, hub_username: scene.charlie.email });
});

test("the last admin who stays cannot leave, also when two ask at once", async () => {
  await sql`update users set is_admin = true where id = ${scene.zoe.userId}`;
  await expect(requestAccountDeletion(scene.zoe, scene.zoe)).rejects.toMatchObject({
    refusal: "conflict",
    code: "lastAdminStays",
  });
  await sql`update users set is_admin = true where id = ${scene.charlie.userId}`;
  const both = await Promise.allSettled([
    requestAccountDeletion(scene.zoe, scene.zoe),
    requestAccountDeletion(scene.charlie, { email: scene.charlie.email }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("an admin whose time has come while nobody else is in office waits until somebody is", async () => {
  await sql`update users set is_admin = true where id = ${scene.zoe.userId}`;
  await scene.timeIsUp();
  await scene.stopped();
  await deleteDueAccounts();
  expect((await scene.row())["anonymized_at"]).toBeNull();
  await sql`update users set is_admin = true where id = ${scene.charlie.userId}`;
  expect(await deleteDueAccounts()).toMatchObject({ anonymized: 1 });
});

test("called off after the hour has struck, but before they are gone, they stay", async () => {
  await scene.timeIsUp();
  await deleteDueAccounts();
  await cancelAccountDeletion(scene.zoe);
  await scene.stopped();
  expect(await deleteDueAccounts()).toEqual({ due: 0, anonymized: 0, waiting: 0 });
  expect((await scene.row())["email"]).toBe(scene.zoe.email);
  await sql`update users set anonymized_at = now() where id = ${scene.zoe.userId}`;
  await cancelAccountDeletion(scene.zoe);
  expect(await scene.linesOf("member.stay")).toHaveLength(1);
});
