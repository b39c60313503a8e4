import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, freezeClock, later, MINUTE, SECOND } from "~/core/clock";
import type { EnvironmentId } from "~/core/id";
import { startWorkers } from "~/cron/workers.server";
import { db, sql } from "~/db/pool.server";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import { stopEnvironment } from "~/domain/environments/stop-environment.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { setScene, startHub, startsAskedOf, type Scene } from "~/testing/workload-fixtures";
import { runsOf } from "./runs.queries.server";
import { ASK_TAKES, BACKEND_TIMEOUT, START_TIMEOUT } from "./workload";
import { watchCluster } from "./watch-cluster.server";
import { findWorkload } from "./workloads.queries.server";

let hub: HubSimulator;
let alice: Viewer;
let clusterId: Scene["clusterId"];
let workers: { stop(): Promise<void> } | undefined;

beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

beforeEach(async () => {
  freezeClock(undefined);
  ({ alice, clusterId } = await setScene(hub));
  workers = await startWorkers();
});
afterEach(async () => {
  await workers?.stop();
  freezeClock(undefined);
});

const waiting = { timeout: 15_000, interval: 50 };
const launch = async () => (await startEnvironment(alice, { size: "small" })).id;
const stateOf = async (id: EnvironmentId) => (await findWorkload(db, id))?.state;
const observedOf = async (id: EnvironmentId) => (await findWorkload(db, id))?.observed;
const serverOfAlice = () => hub.control.hub.stateOf(alice.email, "");

const passes = (ms: number) => freezeClock(later(clock.now(), ms));

/** What waits in the queue is due, whatever time the portal's clock shows, until the answer is this. */
async function until<T>(answer: () => T | Promise<T>, wanted: T): Promise<void> {
  const due = () =>
    sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()`;
  await expect.poll(async () => (await due(), answer()), waiting).toBe(wanted);
}

const latestJob = async () =>
  (await sql<{ id: number }[]>`select max(id)::int as id from graphile_worker._private_jobs`)[0]?.id ?? 0;

/** A hub takes its time to take up a start, until `release` is called. */
function holdStarts(): () => void {
  let release = () => undefined as void;
  hub.control.holdStarts = new Promise((resolve) => (release = resolve));
  return release;
}

test("a stop that comes while the hub is still being asked for the start wins, however many workers there are", async () => {
  const release = holdStarts();
  const id = await launch();
  await until(() => startsAskedOf(hub).length, 1);
  await stopEnvironment(alice, id);
  passes(ASK_TAKES + SECOND);
  const before = await latestJob();
  // Other workers have taken up looks at it meanwhile; the hub has not heard of the server yet.
  await until(async () => (await latestJob()) > before + 1, true);
  expect(await stateOf(id)).toBe("stopping");
  release();
  await until(() => observedOf(id), "stopped");
  expect(serverOfAlice()).toBeUndefined();
  expect(await runsOf(db, id)).toMatchObject([{ readyAt: null, endReason: "stoppedByOwner" }]);
});

test("what is called off before the hub was asked is never asked for", async () => {
  await workers?.stop();
  const id = await launch();
  await stopEnvironment(alice, id);
  workers = await startWorkers();
  await until(() => stateOf(id), "stopped");
  expect(startsAskedOf(hub)).toEqual([]);
});

test("a start that was given up because it took too long is stopped when it is ready after all, and costs nothing", async () => {
  hub.control.startTakes = 2500;
  const id = await launch();
  await until(() => observedOf(id), "starting");
  passes(START_TIMEOUT + SECOND);
  await until(() => stateOf(id), "failed");
  await until(serverOfAlice, undefined);
  await until(() => observedOf(id), "stopped");
  expect(await findWorkload(db, id)).toMatchObject({ state: "failed", reason: "startTookTooLong" });
  expect(await runsOf(db, id)).toMatchObject([{ readyAt: null, startedAt: null, endReason: "startTookTooLong" }]);
});

test("a start whose hub fell silent is given up, and stopped when the hub is back with it running", async () => {
  hub.control.cutStarts = "after";
  const id = await launch();
  await until(() => startsAskedOf(hub).length, 1);
  hub.control.mood = "down";
  await until(serverOfAlice, "ready");
  passes(BACKEND_TIMEOUT + SECOND);
  await until(() => stateOf(id), "failed");

  Object.assign(hub.control, { mood: "well", cutStarts: undefined });
  passes(18 * MINUTE);
  await until(
    async () =>
      watchCluster(clusterId)
        .then(() => true)
        .catch(() => false),
    true,
  );
  await until(serverOfAlice, undefined);
  await until(() => observedOf(id), "stopped");
  expect(await findWorkload(db, id)).toMatchObject({ state: "failed", reason: "hubUnreachable" });
  expect(await runsOf(db, id)).toMatchObject([{ readyAt: null, startedAt: null, endReason: "hubUnreachable" }]);
});

test("after it was given up it can be started again, and what is billed begins anew", async () => {
  hub.control.startTakes = 1500;
  const id = await launch();
  await until(() => observedOf(id), "starting");
  passes(START_TIMEOUT + SECOND);
  await until(() => stateOf(id), "failed");
  // The hub may still be at the start that was given up, or has been told to stop it.
  await launch();
  passes(SECOND);
  await until(() => stateOf(id), "running");
  expect(await runsOf(db, id)).toMatchObject([{ endedAt: null }, { readyAt: null, endReason: "startTookTooLong" }]);
});
