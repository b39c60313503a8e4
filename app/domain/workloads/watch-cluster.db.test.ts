import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, DAY, freezeClock, later } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { reconcileUntil, setScene, startHub, type Scene } from "~/testing/workload-fixtures";
import { anonymizeWorkloads } from "./anonymize-workloads.server";
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
