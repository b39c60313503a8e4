import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, freezeClock, later, MINUTE, SECOND } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import { activitiesOf } from "~/domain/activity/activities-of.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import {
  aRunningEnvironment,
  reconcileUntil,
  setScene,
  sizeId,
  startHub,
  startsAskedOf,
  type Scene,
} from "~/testing/workload-fixtures";
import { ASK_TAKES, BACKEND_TIMEOUT } from "./workload";
import { findWorkloadOf } from "./workloads.queries.server";
import { reconcileWorkload } from "./reconcile-workload.server";
import { runsOf } from "./runs.queries.server";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import { stopEnvironment } from "~/domain/environments/stop-environment.server";
import { watchCluster } from "./watch-cluster.server";

let hub: HubSimulator;
let alice: Viewer;
let clusterId: Scene["clusterId"];

beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

beforeEach(async () => {
  freezeClock(undefined);
  ({ alice, clusterId } = await setScene(hub));
});

test("a start that fails says why, is not asked for again, and costs nothing", async () => {
  hub.control.failStartsWith = "The cluster has no free GPU.";
  const { id } = await startEnvironment(alice, { size: await sizeId("small") });
  await reconcileUntil(id, "failed");
  expect(await findWorkloadOf(db, alice.userId, id)).toMatchObject({
    reason: "startFailed",
    reasonParams: { cause: expect.stringContaining("no free GPU") as string },
  });
  expect(startsAskedOf(hub)).toHaveLength(1);
  expect((await runsOf(db, id))[0]?.readyAt).toBeNull();
});

test("a hub that is down keeps the start waiting, says so, and is given up after its time", async () => {
  const { id } = await startEnvironment(alice, { size: await sizeId("small") });
  hub.control.mood = "down";
  await reconcileWorkload(id);
  expect(await findWorkloadOf(db, alice.userId, id)).toMatchObject({ state: "creating", reason: "hubUnreachable" });
  freezeClock(later(clock.now(), BACKEND_TIMEOUT + SECOND));
  await reconcileWorkload(id);
  expect(await findWorkloadOf(db, alice.userId, id)).toMatchObject({ state: "failed", reason: "hubUnreachable" });
});

test("a start whose answer was lost is found out about, not repeated", async () => {
  hub.control.cutStarts = "after";
  const { id } = await startEnvironment(alice, { size: await sizeId("small") });
  await reconcileWorkload(id);
  hub.control.cutStarts = undefined;
  await reconcileUntil(id, "running");
  expect(startsAskedOf(hub)).toHaveLength(1);
});

test("a start that the hub never heard of is asked for once more, then given up", async () => {
  hub.control.cutStarts = "before";
  const { id } = await startEnvironment(alice, { size: await sizeId("small") });
  for (const _ of [1, 2, 3, 4]) {
    await reconcileWorkload(id);
    freezeClock(later(clock.now(), ASK_TAKES + SECOND));
  }
  expect(await findWorkloadOf(db, alice.userId, id)).toMatchObject({ state: "failed", reason: "startVanished" });
  expect(startsAskedOf(hub)).toHaveLength(2);
});

test("a start is asked for although a cluster whose clock is ahead had a run begin later", async () => {
  const id = await aRunningEnvironment(alice);
  await stopEnvironment(alice, id);
  await reconcileUntil(id, "stopped");
  await sql`update workload_runs set requested_at = now() + interval '1 hour' where workload_id = ${id}`;
  await startEnvironment(alice, { id });
  await reconcileUntil(id, "running");
  expect(startsAskedOf(hub)).toHaveLength(2);
});

test("a start can be called off before it is ready", async () => {
  hub.control.startTakes = 60_000;
  const { id } = await startEnvironment(alice, { size: await sizeId("small") });
  await reconcileWorkload(id);
  await stopEnvironment(alice, id);
  await reconcileUntil(id, "stopped");
  expect(hub.control.calls).toContain("DELETE /hub/api/users/alice%40example.org/server");
});

test("what began before it was to stop is stopped, however long the hub takes to say when it began", async () => {
  const { id } = await startEnvironment(alice, { size: await sizeId("small") });
  hub.control.hub.runs(alice.email, "small", later(clock.now(), -8 * SECOND));
  await stopEnvironment(alice, id);
  hub.control.beforeAnswer = () => freezeClock(later(clock.now(), 20 * SECOND));
  await reconcileWorkload(id);
  hub.control.beforeAnswer = () => undefined;
  expect(await findWorkloadOf(db, alice.userId, id)).toMatchObject({ desired: "stopped", reason: "stoppedByOwner" });
  await reconcileUntil(id, "stopped");
});

test("a server that was stopped on the cluster is found stopped, and ended where it was last seen", async () => {
  const id = await aRunningEnvironment(alice);
  await watchCluster(clusterId);
  const [seen] = await runsOf(db, id);
  expect(seen?.endedAt).toBeNull();
  hub.control.forget();
  freezeClock(later(clock.now(), 5 * MINUTE));
  expect(await watchCluster(clusterId)).toMatchObject({ listed: 0 });
  await reconcileWorkload(id);
  expect(await findWorkloadOf(db, alice.userId, id)).toMatchObject({ state: "stopped", reason: "stoppedOutside" });
  const [run] = await runsOf(db, id);
  expect(run?.endedAt && run.endedAt < later(clock.now(), -4 * MINUTE)).toBe(true);
});

test("a start that takes too long has failed: its run is over, was never ready and costs nothing", async () => {
  hub.control.startTakes = 60 * MINUTE;
  const { id } = await startEnvironment(alice, { size: await sizeId("small") });
  await reconcileWorkload(id);
  await reconcileWorkload(id);
  freezeClock(later(clock.now(), 16 * MINUTE));
  await reconcileWorkload(id);
  expect(await findWorkloadOf(db, alice.userId, id)).toMatchObject({ state: "failed", reason: "startTookTooLong" });
  expect(await runsOf(db, id)).toMatchObject([{ readyAt: null, endedAt: clock.now(), endReason: "startTookTooLong" }]);
});

test("the log tells what the hub made of each environment, once, and who asked for what", async () => {
  const id = await aRunningEnvironment(alice);
  await reconcileWorkload(id);
  hub.control.forget();
  freezeClock(later(clock.now(), MINUTE));
  await Promise.all([reconcileWorkload(id), reconcileWorkload(id)]);
  hub.control.failStartsWith = "no capacity";
  await startEnvironment(alice, { size: await sizeId("small") });
  await reconcileUntil(id, "failed");
  const told = await activitiesOf(db, alice.userId, { limit: 50, target: id });
  expect(
    told.toReversed().map(({ action, actor, outcome, after }) => [action, actor.is, outcome, after?.["reason"]]),
  ).toEqual([
    ["environment.start", "reader", "success", undefined],
    ["environment.ready", "portal", "success", "ready"],
    ["environment.stopped", "portal", "success", "stoppedOutside"],
    ["environment.start", "reader", "success", undefined],
    ["environment.failed", "portal", "failed", "startFailed"],
  ]);
  expect(told[0]).toMatchObject({ target: { name: "Notebook" }, before: { state: "creating" } });
});
