import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, MINUTE } from "~/core/clock";
import type { EnvironmentId } from "~/core/id";
import { paths } from "~/core/paths";
import { db, sql } from "~/db/pool.server";
import { findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { runsOf } from "~/domain/workloads/runs.queries.server";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import { stopForSuspension } from "~/domain/workloads/stop-workload.server";
import { stopSuspended } from "~/domain/workloads/stop-suspended.server";
import { reactivateMember } from "~/domain/identity/members/reactivate-member.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import { suspendMember } from "~/domain/identity/members/suspend-member.server";
import type { Viewer } from "~/domain/identity/viewer";
import { visitOfSession } from "~/domain/identity/sessions/visit-of-session.server";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import * as page from "~/routes/pages/admin/member";
import { action as suspend } from "~/routes/pages/admin/member-suspend";
import { browserOf, callRoute, type Browser } from "~/testing/browser";
import { cast } from "~/testing/cast";
import { aRunningEnvironment, setScene, sizeId, startHub } from "~/testing/workload-fixtures";
import { tick } from "./run-task.server";
import { startWorkers } from "./workers.server";

const because = { reason: "Two invoices are open." };
const waiting = { timeout: 20_000, interval: 100 };

let hub: HubSimulator;
let ada: Browser;
let alice: Viewer;
let workers: Awaited<ReturnType<typeof startWorkers>>;

beforeAll(async () => {
  hub = await startHub();
  workers = await startWorkers();
});

beforeEach(async () => {
  ({ alice } = await setScene(hub));
  ada = await browserOf(cast.ada);
  await sql`truncate cron_runs`;
});

afterAll(async () => {
  await workers.stop();
  await hub.stop();
});

const stateOf = async (id: EnvironmentId) => (await findWorkloadOf(db, alice.userId, id))?.state;
const graceIsOver = () => sql`update users set suspension_stops_at = now() where id = ${alice.userId}`;
const sweepsDone = async () =>
  (await sql`select 1 from cron_runs where task = 'stop-suspended' and state = 'done'`).length;

/** The scheduled task's tick, and its end. */
async function sweep() {
  await sql`truncate cron_runs`;
  await tick("stop-suspended", clock.now());
  await expect.poll(sweepsDone, waiting).toBe(1);
}

const stopsOnRecord = () => sql`
  select actor_id as actor, after->>'reason' as reason from activity
  where action = 'environment.stop' and subject_id = ${alice.userId} order by id`;

test("what a suspended member runs goes on for the grace, is then stopped, and is billed no longer", async () => {
  const id = await aRunningEnvironment(alice);
  const { token } = await startSession(alice.userId, { userAgent: null });
  await suspendMember(ada.viewer, alice.userId, because);
  const [{ stops } = { stops: 0 }] = await sql<{ stops: number }[]>`
    select extract(epoch from suspension_stops_at - now())::int as stops from users where id = ${alice.userId}`;
  expect(stops).toBeGreaterThan(29 * 60);
  await expect(visitOfSession(token)).rejects.toMatchObject({
    code: "suspended",
    params: { ...because, stopsAt: expect.stringMatching(/^\d{4}-.*Z$/) as string },
  });
  await sweep();
  expect(await stateOf(id)).toBe("running");

  await graceIsOver();
  await sweep();
  await expect.poll(() => stateOf(id), waiting).toBe("stopped");
  expect(await findWorkloadOf(db, alice.userId, id)).toMatchObject({ reason: "ownerSuspended" });
  const [run] = await runsOf(db, id);
  expect(run).toMatchObject({ endReason: "ownerSuspended", endedAt: expect.any(Date) as Date });
  expect(await stopsOnRecord()).toEqual([{ actor: null, reason: "ownerSuspended" }]);
});

test("the admin sees what runs and when it is stopped, may have it stopped at once, and sees that it was", async () => {
  const id = await aRunningEnvironment(alice);
  const address = paths.adminMember(alice.userId);
  const at = { cookie: ada.cookie, id: alice.userId };
  await callRoute(suspend, address, { ...at, form: { ...because, graceMinutes: "15" } });
  const shown = (await callRoute(page.loader, address, at)) as { suspensionStopsAt: Date };
  expect(shown.suspensionStopsAt.getTime() - clock.now().getTime()).toBeCloseTo(15 * MINUTE, -4);
  expect(shown).toMatchObject({ environments: [{ id, state: "running" }] });

  await callRoute(suspend, address, { ...at, form: { ...because, graceMinutes: "0" } });
  expect(await stateOf(id)).not.toBe("running");
  await expect.poll(() => stateOf(id), waiting).toBe("stopped");
  expect(await callRoute(page.loader, address, at)).toMatchObject({
    environments: [{ id, state: "stopped", reason: { code: "ownerSuspended" } }],
  });
});

test("a suspension that ends within the grace stops nothing, not even what was about to be", async () => {
  const id = await aRunningEnvironment(alice);
  await suspendMember(ada.viewer, alice.userId, because);
  await graceIsOver();
  await reactivateMember(ada.viewer, alice.userId, { reason: "Paid." });
  await stopForSuspension(alice.userId, id);
  await sweep();
  expect(await stateOf(id)).toBe("running");
  expect(await stopsOnRecord()).toEqual([]);
});

test("what is still starting is stopped, too, and nothing is started afterwards", async () => {
  hub.control.startTakes = 60_000;
  const { id } = await startEnvironment(alice, { size: await sizeId("small") });
  // The process dies here: what it would have stopped itself, the next tick stops.
  await suspendMember(ada.viewer, alice.userId, { ...because, graceMinutes: 0 });
  await sweep();
  await expect.poll(() => stateOf(id), waiting).toBe("stopped");
  const again = startEnvironment(alice, { size: await sizeId("small") });
  await expect(again).rejects.toMatchObject({ refusal: "forbidden", code: "suspended" });
});

test("a hub that is down is asked until it has stopped; the bill ended with the grace", async () => {
  const id = await aRunningEnvironment(alice);
  hub.control.mood = "down";
  await suspendMember(ada.viewer, alice.userId, { ...because, graceMinutes: 0 });
  await sweep();
  expect(await stateOf(id)).toBe("stopping");
  const [run] = await runsOf(db, id);
  expect(run).toMatchObject({ endReason: "ownerSuspended", endedAt: expect.any(Date) as Date });
  hub.control.mood = "well";
  await expect.poll(() => stateOf(id), waiting).toBe("stopped");
  expect(await runsOf(db, id)).toEqual([run]);
}, 40_000);

test("replicas that look at the same moment stop it once", async () => {
  await aRunningEnvironment(alice);
  await suspendMember(ada.viewer, alice.userId, { ...because, graceMinutes: 0 });
  await Promise.all([1, 2, 3, 4].map(() => stopSuspended()));
  expect(await stopsOnRecord()).toHaveLength(1);
});

test("a suspension written by a version without a grace has the usual one", async () => {
  const id = await aRunningEnvironment(alice);
  const suspendedBefore = (minutes: number) => sql`
    update users set suspended_at = now() - make_interval(mins => ${minutes}), suspended_reason = '' where id = ${alice.userId}`;
  await suspendedBefore(29);
  await sweep();
  expect(await stateOf(id)).toBe("running");
  await suspendedBefore(31);
  await sweep();
  await expect.poll(() => stateOf(id), waiting).toBe("stopped");
});
