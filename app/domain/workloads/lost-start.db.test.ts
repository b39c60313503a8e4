import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, freezeClock, later, MINUTE, SECOND } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import { stopEnvironment } from "~/domain/environments/stop-environment.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { emptyQueue } from "~/testing/processes/run-jobs";
import { reconcileUntil, setScene, startHub, startsAskedOf, type Scene } from "~/testing/workload-fixtures";
import { reconcileWorkload } from "./reconcile-workload.server";
import { runsOf } from "./runs.queries.server";
import { watchCluster } from "./watch-cluster.server";
import { ASK_TAKES, BACKEND_TIMEOUT, START_TIMEOUT } from "./workload";
import { findWorkload } from "./workloads.queries.server";

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
afterEach(() => freezeClock(undefined));

const launch = async () => (await startEnvironment(alice, { size: "small" })).id;
const passes = (ms: number) => freezeClock(later(clock.now(), ms));
const serverOfAlice = () => hub.control.hub.stateOf(alice.email, "");
const waiting = { timeout: 5000, interval: 20 };

test("a request for a start that the hub takes up after the stop was confirmed is stopped, and costs nothing", async () => {
  hub.control.cutStarts = "before";
  const id = await launch();
  await reconcileWorkload(id);
  expect(startsAskedOf(hub)).toHaveLength(1);
  passes(30 * SECOND);
  await stopEnvironment(alice, id);
  await reconcileWorkload(id);
  expect(await findWorkload(db, id)).toMatchObject({ observed: "unknown" });
  passes(ASK_TAKES);
  await reconcileWorkload(id);
  expect(await findWorkload(db, id)).toMatchObject({ observed: "stopped" });

  hub.control.hub.start(alice.email, "", "small", { startTakes: 1, failStartsWith: undefined });
  await expect.poll(serverOfAlice, waiting).toBe("ready");
  passes(2 * MINUTE);
  await watchCluster(clusterId);
  await expect.poll(async () => (await reconcileWorkload(id), serverOfAlice()), waiting).toBeUndefined();
  expect(await findWorkload(db, id)).toMatchObject({ desired: "stopped", reason: "stoppedByOwner" });
  expect(await runsOf(db, id)).toMatchObject([
    { readyAt: null, endReason: "stoppedByOwner", backendRunId: expect.stringContaining("@") as string },
  ]);
});

test("a start waits for a hub that has its hands full for as long as starts may take, and no longer", async () => {
  hub.control.busy = 30;
  const id = await launch();
  for (let asked = 1; asked <= 6; asked++) {
    await reconcileWorkload(id);
    expect(startsAskedOf(hub)).toHaveLength(asked);
    expect(await findWorkload(db, id)).toMatchObject({ state: "creating", reason: "startRequested" });
    passes(31 * SECOND);
  }
  passes(START_TIMEOUT);
  await reconcileWorkload(id);
  expect(await findWorkload(db, id)).toMatchObject({ state: "failed", reason: "startTookTooLong" });
});

test("a start that had to wait for a hub that was busy, or fell silent before it was asked, begins once the hub can", async () => {
  hub.control.busy = 30;
  const id = await launch();
  for (const _ of [1, 2, 3]) await reconcileWorkload(id);
  hub.control.busy = false;
  hub.control.beforeAnswer = () => {
    if (hub.control.calls.at(-1) === "GET /hub/api") hub.control.mood = "down";
  };
  await reconcileWorkload(id);
  Object.assign(hub.control, { mood: "well", beforeAnswer: () => undefined });
  expect(await runsOf(db, id)).toMatchObject([{ asks: 0, askedAt: null }]);
  passes(BACKEND_TIMEOUT - SECOND);
  await reconcileUntil(id, "running");
});

test("a start that was asked for again is not judged by the failure of the one before", async () => {
  hub.control.failStartsWith = "no GPU";
  const id = await launch();
  await reconcileUntil(id, "failed");
  passes(SECOND);
  await reconcileWorkload(id);
  expect(await findWorkload(db, id)).toMatchObject({ state: "failed", observed: "stopped" });
  Object.assign(hub.control, { failStartsWith: undefined, cutStarts: "before" });
  await launch();
  await reconcileWorkload(id);
  hub.control.cutStarts = undefined;
  passes(ASK_TAKES + SECOND);
  await reconcileUntil(id, "running");
});

test("a start that failed at once is over at once: what somebody then starts on the hub's own pages is theirs", async () => {
  hub.control.failStartsWith = "no GPU";
  hub.control.startTakes = 0;
  const id = await launch();
  await reconcileUntil(id, "failed");
  await reconcileWorkload(id);
  expect(await findWorkload(db, id)).toMatchObject({ reason: "startFailed", observed: "stopped" });
  passes(MINUTE);
  hub.control.hub.runs(alice.email, "small");
  await reconcileUntil(id, "running");
  expect(await findWorkload(db, id)).toMatchObject({ reason: "startedOutside" });
});

test("a hub that asks to be left alone for an hour is asked again within a minute", async () => {
  hub.control.busy = 3600;
  const id = await launch();
  await emptyQueue();
  await reconcileWorkload(id);
  const [job] = await sql<{ due: Date }[]>`
    select run_at as due from graphile_worker._private_jobs where key = ${`reconcile:${id}`}`;
  expect(Number(job?.due) - clock.now().getTime()).toBeLessThanOrEqual(MINUTE);
});
