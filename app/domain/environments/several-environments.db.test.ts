import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freezeClock } from "~/core/clock";
import type { ClusterId, EnvironmentId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import { eventsOf } from "~/domain/workloads/events.queries.server";
import { runsOf } from "~/domain/workloads/runs.queries.server";
import { watchCluster } from "~/domain/workloads/watch-cluster.server";
import { findWorkloadOf, workloadsOf } from "~/domain/workloads/workloads.queries.server";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { aRunningEnvironment, reconcileUntil, setScene, startHub, startsAskedOf } from "~/testing/workload-fixtures";
import { addressOfEnvironment } from "./address-of-environment.server";
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

const allowsNamed = async () =>
  (await sql<{ is: boolean | null }[]>`select named_servers as is from clusters where id = ${clusterId}`)[0]?.is;
const named = async (name: string, size = "small") => (await startEnvironment(alice, { name, size })).id;
const foundOf = (id: EnvironmentId) => findWorkloadOf(db, alice.userId, id);

describe("whether a hub allows several servers", () => {
  test("is asked when the cluster is looked at, and remembered either way", async () => {
    await sql`update clusters set named_servers = null`;
    await watchCluster(clusterId);
    expect(await allowsNamed(), "nobody whom the hub knows").toBe(null);
    hub.control.hub.addUser(alice.email);
    await watchCluster(clusterId);
    expect(await allowsNamed()).toBe(true);
    hub.control.namedServers = 0;
    await watchCluster(clusterId);
    expect(await allowsNamed()).toBe(false);
    hub.control.mood = "down";
    await expect(watchCluster(clusterId)).rejects.toMatchObject({ code: "hubDown" });
    expect(await allowsNamed()).toBe(false);
  });

  test("decides whether another one can be had, with the reason", async () => {
    await sql`update clusters set named_servers = false`;
    await expect(named("GPU work")).rejects.toMatchObject({ refusal: "conflict", code: "namedServersOff" });
    await sql`update clusters set named_servers = null`;
    await expect(named("GPU work")).rejects.toMatchObject({ refusal: "conflict", code: "namedServersUnknown" });
    expect(await workloadsOf(db, alice.userId)).toEqual([]);
    expect((await startEnvironment(alice, {})).isNew, "the notebook starts all the same").toBe(true);
  });

  test("decides again when one that is there is started", async () => {
    const id = await named("GPU work");
    await stopEnvironment(alice, id);
    await reconcileUntil(id, "stopped");
    await sql`update clusters set named_servers = false`;
    await expect(startEnvironment(alice, { id })).rejects.toMatchObject({ code: "namedServersOff" });
  });
});

describe("two environments of one member", () => {
  test("run side by side, and starting or stopping one does not touch the other", async () => {
    const notebook = await aRunningEnvironment(alice);
    const before = await foundOf(notebook);
    const gpu = await named("GPU work", "medium");
    await reconcileUntil(gpu, "running");
    expect(await foundOf(gpu)).toMatchObject({
      name: "GPU work",
      backendName: "env-gpu-work",
      size: { slug: "medium" },
    });
    expect(await addressOfEnvironment(alice, gpu)).toContain(
      encodeURIComponent("/user/alice@example.org/env-gpu-work/lab"),
    );
    expect(await addressOfEnvironment(alice, notebook)).toContain(encodeURIComponent("/user/alice@example.org/lab"));
    expect(await foundOf(notebook)).toEqual(before);

    await stopEnvironment(alice, gpu);
    await reconcileUntil(gpu, "stopped");
    expect(await foundOf(notebook)).toEqual(before);
    expect(hub.control.hub.stateOf(alice.email, "")).toBe("ready");
    expect(await runsOf(db, gpu)).toMatchObject([{ cpuMilli: 2000, endReason: "stoppedByOwner" }]);
    expect(await runsOf(db, notebook)).toMatchObject([{ cpuMilli: 1000, endedAt: null }]);
    expect(startsAskedOf(hub)).toHaveLength(2);
  });

  test("are found alive by one list, each as the run that it is", async () => {
    const ids = [await aRunningEnvironment(alice), await named("GPU work")];
    for (const id of ids) await reconcileUntil(id, "running");
    expect(await watchCluster(clusterId)).toEqual({ listed: 2, known: 2, toReconcile: 0 });
    const [first, second] = await Promise.all(ids.map(async (id) => (await runsOf(db, id))[0]?.backendRunId));
    expect(first).toMatch(/^alice%40example.org\/@/);
    expect(second).toMatch(/^alice%40example.org\/env-gpu-work@/);
  });

  test("are told apart where one was started on the hub's own pages", async () => {
    const notebook = await aRunningEnvironment(alice);
    hub.control.hub.start(alice.email, "own", "medium", { startTakes: 1, failStartsWith: undefined });
    await expect.poll(() => hub.control.hub.stateOf(alice.email, "own")).toBe("ready");
    await watchCluster(clusterId);
    await watchCluster(clusterId);
    const [own] = (await workloadsOf(db, alice.userId)).filter(({ id }) => id !== notebook);
    if (!own) throw new Error("it was not found");
    await reconcileUntil(own.id, "running");
    expect(await foundOf(own.id)).toMatchObject({
      backendName: "own",
      reason: "startedOutside",
      size: { slug: "medium" },
    });
    expect((await eventsOf(db, notebook)).map(({ state }) => state)).toEqual(["running", "creating"]);
  });
});

describe("a name", () => {
  test("is given once, however it is written, and at once", async () => {
    const both = await Promise.allSettled([named("GPU work"), named("gpu  WORK")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const taken = { refusal: "conflict", code: "environmentNameTaken", params: { name: "GPU work", field: "name" } };
    await expect(named("GPU work")).rejects.toMatchObject(taken);
    expect(await workloadsOf(db, alice.userId)).toHaveLength(1);
  });

  test("in any script is a server of its own", async () => {
    const ids = [await named("آزمایش"), await named("پایان‌نامه")];
    expect((await Promise.all(ids.map(foundOf))).map((one) => one?.backendName)).toEqual(["env", "env-2"]);
  });

  test("goes with no id, and an id is one's own", async () => {
    const id = await named("GPU work");
    await expect(startEnvironment(alice, { id, name: "Other" })).rejects.toMatchObject({ code: "environmentIdOrName" });
    await expect(startEnvironment(charlie, { id })).rejects.toMatchObject({ refusal: "not_found" });
    expect((await startEnvironment(charlie, { name: "GPU work" })).isNew, "everybody has their own").toBe(true);
  });
});

describe("how many", () => {
  test("a member may have is a setting, in which their notebook has its place", async () => {
    for (const name of ["One", "Two", "Three", "Four"]) await named(name);
    const tooMany = { refusal: "conflict", code: "environmentsTooMany", params: { most: 5 } };
    await expect(named("Five")).rejects.toMatchObject(tooMany);
    expect((await startEnvironment(alice, {})).isNew).toBe(true);
  });

  test("can go on for a quarter of an hour together, so many start, also when all are asked for at once", async () => {
    await sql`update ledger_balances set amount_nano = -30000000 where ledger_account like 'cust:%:credits'`;
    const asked = [startEnvironment(alice, { size: "small" }), ...["One", "Two", "Three"].map((name) => named(name))];
    const answers = await Promise.allSettled(asked);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(answers.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "creditTooLow" } });
    expect((await workloadsOf(db, alice.userId)).filter(({ desired }) => desired === "running")).toHaveLength(2);
  });

  test("the hub allows is a reason of its own for a start that was given up", async () => {
    hub.control.namedServers = 1;
    await reconcileUntil(await named("One"), "running");
    const id = await named("Two");
    await reconcileUntil(id, "failed");
    expect(await foundOf(id)).toMatchObject({ reason: "namedServersFull" });
    expect(await runsOf(db, id)).toMatchObject([{ readyAt: null, asks: 0 }]);
  });
});

test("without a size, the notebook is as it was last and a new one like the newest", async () => {
  await startEnvironment(alice, { size: "medium" });
  const small = await named("Small one", "small");
  expect((await foundOf((await startEnvironment(alice, { name: "Another" })).id))?.size.slug).toBe("small");
  const { id } = await startEnvironment(alice, {});
  expect((await foundOf(id))?.size.slug).toBe("medium");
  expect(id).not.toBe(small);
});
