import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freezeClock } from "~/core/clock";
import type { ClusterId, EnvironmentId } from "~/core/id";
import { taskList } from "~/cron/task-list.server";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import { runsOf } from "~/domain/workloads/runs.queries.server";
import { watchCluster } from "~/domain/workloads/watch-cluster.server";
import { findWorkload, findWorkloadOf, workloadsOf } from "~/domain/workloads/workloads.queries.server";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { emptyQueue, runJobs } from "~/testing/processes/run-jobs";
import { aRunningEnvironment, reconcileUntil, setScene, startHub } from "~/testing/workload-fixtures";
import { deleteEnvironment } from "./delete-environment.server";
import { removeEnvironment } from "./remove-environment.server";
import { startEnvironment } from "./start-environment.server";
import { stopEnvironment } from "./stop-environment.server";

let hub: HubSimulator;
let alice: Viewer;
let charlie: Viewer;
let clusterId: ClusterId;

beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

beforeEach(async () => {
  freezeClock(undefined);
  ({ alice, charlie, clusterId } = await setScene(hub));
  await sql`update clusters set named_servers = true`;
});

async function aStoppedOne(name = "GPU work"): Promise<EnvironmentId> {
  const { id } = await startEnvironment(alice, { name, size: "small" });
  await reconcileUntil(id, "running");
  await stopEnvironment(alice, id);
  await reconcileUntil(id, "stopped");
  await emptyQueue();
  return id;
}

test("what is stopped can be deleted: the hub forgets it, and what it used is kept", async () => {
  const id = await aStoppedOne();
  await deleteEnvironment(alice, id);
  expect(await workloadsOf(db, alice.userId)).toEqual([]);
  await expect(startEnvironment(alice, { id })).rejects.toMatchObject({ refusal: "not_found" });
  expect(hub.control.hub.namedServersOf(alice.email)).toEqual(["env-gpu-work"]);
  await runJobs(taskList);
  expect(hub.control.hub.namedServersOf(alice.email)).toEqual([]);
  expect(await runsOf(db, id)).toHaveLength(1);
});

test("the name can be had again, as another server", async () => {
  await deleteEnvironment(alice, await aStoppedOne());
  const again = await findWorkloadOf(db, alice.userId, await aStoppedOne());
  expect(again).toMatchObject({ name: "GPU work", backendName: "env-gpu-work-2" });
});

test("nobody deletes what is somebody else's, what runs, or the notebook", async () => {
  const notebook = await aRunningEnvironment(alice);
  const { id } = await startEnvironment(alice, { name: "GPU work" });
  await expect(deleteEnvironment(alice, id)).rejects.toMatchObject({ refusal: "conflict", code: "stopBeforeDeleting" });
  await stopEnvironment(alice, id);
  await expect(deleteEnvironment(alice, id)).rejects.toMatchObject({ refusal: "conflict", code: "stillStopping" });
  await reconcileUntil(id, "stopped");
  await expect(deleteEnvironment(charlie, id)).rejects.toMatchObject({ refusal: "not_found" });
  await expect(deleteEnvironment(alice, notebook)).rejects.toMatchObject({
    refusal: "conflict",
    code: "notebookStays",
  });
  expect(await workloadsOf(db, alice.userId)).toHaveLength(2);
});

test("what failed can be deleted, and is no failure any more", async () => {
  hub.control.failStartsWith = "no capacity";
  const { id } = await startEnvironment(alice, { name: "GPU work", size: "small" });
  await reconcileUntil(id, "failed");
  await expect(deleteEnvironment(alice, id)).rejects.toMatchObject({ code: "stillStopping" });
  await sql`update workloads set observed = 'stopped' where id = ${id}`;
  await deleteEnvironment(alice, id);
  expect(await findWorkload(db, id)).toMatchObject({ state: "stopped", isDeleted: true });
});

test("what is started on the hub's own pages afterwards is there again, and is not removed", async () => {
  const id = await aStoppedOne();
  await deleteEnvironment(alice, id);
  hub.control.hub.start(alice.email, "env-gpu-work", "small", { startTakes: 1, failStartsWith: undefined });
  await expect.poll(() => hub.control.hub.stateOf(alice.email, "env-gpu-work")).toBe("ready");
  await expect(removeEnvironment(id)).rejects.toMatchObject({ code: "hubStillStopping" });
  await watchCluster(clusterId);
  await reconcileUntil(id, "running");
  expect(await workloadsOf(db, alice.userId)).toMatchObject([{ id, reason: "startedOutside" }]);
  await removeEnvironment(id);
  expect(hub.control.hub.stateOf(alice.email, "env-gpu-work")).toBe("ready");
});
