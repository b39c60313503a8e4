import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freezeClock } from "~/core/clock";
import { newId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import {
  aRunningEnvironment,
  reconcileUntil,
  setScene,
  sizeId,
  startHub,
  startsAskedOf,
} from "~/testing/workload-fixtures";
import { addressOfEnvironment } from "./address-of-environment.server";
import { workloadsOf, findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { followEnvironment, type EnvironmentNews } from "./follow-environment.server";
import { reconcileWorkload } from "~/domain/workloads/reconcile-workload.server";
import { eventsOf } from "~/domain/workloads/events.queries.server";
import { runsOf } from "~/domain/workloads/runs.queries.server";
import { startEnvironment } from "./start-environment.server";
import { stopEnvironment } from "./stop-environment.server";

let hub: HubSimulator;
let alice: Viewer;
let charlie: Viewer;

beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

beforeEach(async () => {
  freezeClock(undefined);
  ({ alice, charlie } = await setScene(hub));
});

describe("launching", () => {
  test("a member launches, opens and stops a notebook", async () => {
    const id = await aRunningEnvironment(alice);
    expect(await addressOfEnvironment(alice, id)).toContain(
      "/hub/oauth_login?next=%2Fuser%2Falice%40example.org%2Flab",
    );
    await stopEnvironment(alice, id);
    await reconcileUntil(id, "stopped");
    const [run] = await runsOf(db, id);
    expect(run).toMatchObject({ endReason: "stoppedByOwner", cpuMilli: 1000 });
    expect(run?.startedAt && run.readyAt && run.startedAt < run.readyAt, "starting up is free").toBe(true);
    expect((await eventsOf(db, id)).map((event) => event.state)).toEqual([
      "stopped",
      "stopping",
      "running",
      "creating",
    ]);
  });

  test("two tabs that launch at once get one environment, one run and one start", async () => {
    const size = await sizeId("small");
    const started = await Promise.all([1, 2, 3, 4].map(() => startEnvironment(alice, { size })));
    expect(started.filter(({ isNew }) => isNew)).toHaveLength(1);
    const ids = started.map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    const [id] = ids;
    if (!id) throw new Error("nothing was launched");
    expect(await runsOf(db, id)).toHaveLength(1);
    await Promise.all([1, 2, 3].map(() => reconcileWorkload(id)));
    await reconcileUntil(id, "running");
    expect(startsAskedOf(hub)).toHaveLength(1);
  });

  test("credit that does not pay for a quarter of an hour is refused, and nothing is left behind", async () => {
    const size = await sizeId("large");
    await sql`update ledger_balances set amount_nano = -100000000 where ledger_account like 'cust:%:credits'`;
    await expect(startEnvironment(alice, { size: size })).rejects.toMatchObject({
      refusal: "unpaid",
      code: "creditTooLow",
    });
    expect(await workloadsOf(db, alice.userId)).toEqual([]);
  });

  test("a size that is not on offer and a member without a place are refused", async () => {
    await expect(startEnvironment(alice, { size: newId("size") })).rejects.toMatchObject({
      refusal: "invalid",
      code: "sizeNotOffered",
    });
    const { id } = await startEnvironment(charlie, {});
    await sql`delete from assignments`;
    await expect(startEnvironment(charlie, { id })).rejects.toMatchObject({ code: "noPlaceYet" });
    await expect(startEnvironment(alice, { size: await sizeId("small") })).rejects.toMatchObject({
      refusal: "conflict",
      code: "noPlaceYet",
    });
  });

  test("someone else's environment does not exist", async () => {
    const id = await aRunningEnvironment(alice);
    await expect(stopEnvironment(charlie, id)).rejects.toMatchObject({ refusal: "not_found" });
    await expect(addressOfEnvironment(charlie, id)).rejects.toMatchObject({ refusal: "not_found" });
    expect(await workloadsOf(db, charlie.userId)).toEqual([]);
    const news: EnvironmentNews[] = [];
    for await (const item of followEnvironment(charlie, id, AbortSignal.timeout(2000))) news.push(item);
    expect(news).toEqual([]);
    expect(await findWorkloadOf(db, alice.userId, id)).toMatchObject({ state: "running" });
  });
});

test("whoever follows a start hears its steps and its end, and the bar never goes back", async () => {
  hub.control.startTakes = 600;
  const { id } = await startEnvironment(alice, { size: await sizeId("small") });
  const news: EnvironmentNews[] = [];
  const following = (async () => {
    for await (const item of followEnvironment(alice, id, AbortSignal.timeout(15_000))) news.push(item);
  })();
  await reconcileUntil(id, "running");
  await following;
  const progress = news.flatMap((item) => (item.kind === "progress" ? [item.progress] : []));
  expect(progress.length).toBeGreaterThan(1);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(news.at(-1)).toMatchObject({ kind: "state", state: "running" });
});

test("a start is handed to the queue in the transaction that makes it", async () => {
  await startEnvironment(alice, { size: await sizeId("small") });
  const [waiting] = await sql<
    { count: bigint }[]
  >`select count(*) from graphile_worker.jobs where task_identifier = 'reconcile_workload'`;
  expect(waiting?.count).toBe(1n);
});
