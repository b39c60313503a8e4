import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, DAY, freezeClock, later, MINUTE, SECOND } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { reconcileUntil, setScene, startHub, type Scene } from "~/testing/workload-fixtures";
import { emptyQueue } from "~/testing/processes/run-jobs";
import { anonymizeWorkloads } from "./anonymize-workloads.server";
import { wakeReconcile } from "./set-desired-state.server";
import { watchCluster } from "./watch-cluster.server";
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

const passes = (ms: number) => freezeClock(later(clock.now(), ms));

async function aFailedStart() {
  hub.control.failStartsWith = "no GPU";
  const { id } = await startEnvironment(alice, { size: "small" });
  await reconcileUntil(id, "failed");
  expect((await findWorkload(db, id))?.observed).not.toBe("stopped");
  return id;
}

test("what a deleted member's failed start left counts as stopped, and is looked at no more", async () => {
  const id = await aFailedStart();
  await anonymizeWorkloads(db, alice.userId);
  expect(await findWorkload(db, id)).toMatchObject({ state: "stopped", observed: "stopped", reason: "ownerLeaves" });
  passes(DAY);
  expect(await watchCluster(clusterId)).toMatchObject({ toReconcile: 0 });
});

test("nothing is asked about whoever has no place on the cluster any more", async () => {
  await aFailedStart();
  passes(DAY);
  expect(await watchCluster(clusterId)).toMatchObject({ toReconcile: 1 });
  await sql`delete from assignments where user_id = ${alice.userId}`;
  expect(await watchCluster(clusterId)).toMatchObject({ toReconcile: 0 });
});

const waitingJob = async () =>
  (
    await sql<{ due: Date; priority: number }[]>`
    select run_at as due, priority from graphile_worker._private_jobs where key like 'reconcile:%'`
  )[0];

test("a look that is due now is not put off by one that is to come later", async () => {
  const { id } = await startEnvironment(alice, { size: "small" });
  await wakeReconcile(db, id, later(clock.now(), MINUTE));
  expect(Number((await waitingJob())?.due) - clock.now().getTime()).toBeLessThan(SECOND);
});

test("what is found to differ waits behind what a person asked for, until a person asks for it", async () => {
  const id = await aFailedStart();
  await emptyQueue();
  passes(DAY);
  await watchCluster(clusterId);
  expect(await waitingJob()).toMatchObject({ priority: 10 });
  await startEnvironment(alice, { id, size: "small" });
  expect(await waitingJob()).toMatchObject({ priority: 0 });
  passes(DAY);
  await watchCluster(clusterId);
  expect(await waitingJob()).toMatchObject({ priority: 0 });
});
