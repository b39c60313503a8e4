import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clock, freezeClock, later, MINUTE, SECOND } from "~/core/clock";
import { newId, type EnvironmentId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { ensureFirstPriceBook } from "~/domain/billing/first-price-book.server";
import { addCluster } from "~/domain/clusters/add-cluster.server";
import type { Viewer } from "~/domain/identity/viewer";
import { startHubSimulator, type HubSimulator } from "~/integrations/jupyterhub/simulator";
import { aMember, emptyBilling } from "~/testing/billing-fixtures";
import { addressOfEnvironment } from "./address-of-environment.server";
import { ensureFirstSizes } from "./ensure-first-sizes.server";
import { HUB_PATIENCE } from "./environment";
import { environmentsOf, eventsOf, findEnvironment, runsOf } from "./environments.queries.server";
import { followEnvironment, type EnvironmentNews } from "./follow-environment.server";
import { pricedSizes } from "./priced-sizes.server";
import { reconcileEnvironment } from "./reconcile-environment.server";
import { startEnvironment } from "./start-environment.server";
import { stopEnvironment } from "./stop-environment.server";
import { watchCluster } from "./watch-cluster.server";

let hub: HubSimulator;
let alice: Viewer;
let charlie: Viewer;
let clusterId: Awaited<ReturnType<typeof addCluster>>;

beforeAll(async () => {
  hub = await startHubSimulator({ token: "dev-hub-token" });
});
afterAll(() => hub.stop());

beforeEach(async () => {
  freezeClock(undefined);
  Object.assign(hub.control, {
    startTakes: 30,
    failStartsWith: undefined,
    mood: "well",
    busy: false,
    cutStarts: undefined,
  });
  hub.control.forget();
  hub.control.calls.length = 0;
  await sql`truncate clusters, sizes, environments cascade`;
  await emptyBilling();
  await ensureFirstPriceBook();
  await ensureFirstSizes();
  clusterId = await addCluster({
    name: `eu-${newId("cluster")}`,
    hopsworksUrl: "http://localhost:1",
    hopsworksKey: "prefix.secret",
    hopsworksIdpClientId: "atrium",
    hubApiUrl: hub.apiUrl,
    hubPublicUrl: hub.publicUrl,
    hubToken: "dev-hub-token",
    maxMembers: 10,
    acceptsMembers: true,
    isSimulated: true,
  });
  alice = await aPlacedMember("alice");
  charlie = await aPlacedMember("charlie");
});

async function aPlacedMember(who: "alice" | "charlie"): Promise<Viewer> {
  const viewer = await aMember(who);
  await sql`insert into placements (user_id, state, requested_at) values (${viewer.userId}, 'placed', now())`;
  await sql`insert into assignments (user_id, cluster_id, hub_username, assigned_at) values (${viewer.userId}, ${clusterId}, ${viewer.email}, now())`;
  return viewer;
}

const sizeId = async (slug: string) => (await pricedSizes(db)).find((size) => size.slug === slug)?.id ?? newId("size");
const stateOf = async (id: EnvironmentId) => (await findEnvironment(db, alice.userId, id))?.state;
const jobs = async () =>
  Number(
    (
      await sql<
        { count: bigint }[]
      >`select count(*) from graphile_worker.jobs where task_identifier = 'reconcile_environment'`
    )[0]?.count,
  );

/** Does what the worker would, without its pauses, until the environment is in `state`. */
async function reconcileUntil(id: EnvironmentId, state: string): Promise<void> {
  for (let tries = 0; (await stateOf(id)) !== state; tries++) {
    if (tries === 60) throw new Error(`it is ${await stateOf(id)}, not ${state}`);
    await reconcileEnvironment(id);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function aRunningEnvironment(): Promise<EnvironmentId> {
  const id = await startEnvironment(alice, { sizeId: await sizeId("small") });
  await reconcileUntil(id, "running");
  return id;
}

const starts = () => hub.control.calls.filter((call) => /^POST .*\/server$/.test(call));

describe("launching", () => {
  test("a member launches, opens and stops a notebook", async () => {
    const id = await aRunningEnvironment();
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
    const ids = await Promise.all([1, 2, 3, 4].map(() => startEnvironment(alice, { sizeId: size })));
    expect(new Set(ids).size).toBe(1);
    const [id] = ids;
    if (!id) throw new Error("nothing was launched");
    expect(await runsOf(db, id)).toHaveLength(1);
    await Promise.all([1, 2, 3].map(() => reconcileEnvironment(id)));
    await reconcileUntil(id, "running");
    expect(starts()).toHaveLength(1);
  });

  test("credit that does not pay for a quarter of an hour is refused, and nothing is left behind", async () => {
    const size = await sizeId("large");
    await sql`update ledger_balances set amount_nano = -100000000 where ledger_account like 'cust:%:credits'`;
    await expect(startEnvironment(alice, { sizeId: size })).rejects.toMatchObject({
      refusal: "unpaid",
      code: "creditTooLow",
    });
    expect(await environmentsOf(db, alice.userId)).toEqual([]);
  });

  test("a size that is not on offer and a member without a place are refused", async () => {
    await expect(startEnvironment(alice, { sizeId: newId("size") })).rejects.toMatchObject({ refusal: "not_found" });
    await sql`delete from assignments where user_id = ${alice.userId}`;
    await expect(startEnvironment(alice, { sizeId: await sizeId("small") })).rejects.toMatchObject({
      refusal: "conflict",
      code: "noPlaceYet",
    });
  });

  test("someone else's environment does not exist", async () => {
    const id = await aRunningEnvironment();
    await expect(stopEnvironment(charlie, id)).rejects.toMatchObject({ refusal: "not_found" });
    await expect(addressOfEnvironment(charlie, id)).rejects.toMatchObject({ refusal: "not_found" });
    expect(await environmentsOf(db, charlie.userId)).toEqual([]);
    const news: EnvironmentNews[] = [];
    for await (const item of followEnvironment(charlie, id, AbortSignal.timeout(2000))) news.push(item);
    expect(news).toEqual([]);
    expect(await stateOf(id)).toBe("running");
  });
});

describe("bad days", () => {
  test("a start that fails says why, is not asked for again, and costs nothing", async () => {
    hub.control.failStartsWith = "The cluster has no free GPU.";
    const id = await startEnvironment(alice, { sizeId: await sizeId("small") });
    await reconcileUntil(id, "failed");
    expect(await findEnvironment(db, alice.userId, id)).toMatchObject({
      reason: "startFailed",
      reasonParams: { cause: expect.stringContaining("no free GPU") as string },
    });
    expect(starts()).toHaveLength(1);
    expect((await runsOf(db, id))[0]?.readyAt).toBeNull();
  });

  test("a hub that is down keeps the start waiting, says so, and is given up after its time", async () => {
    const id = await startEnvironment(alice, { sizeId: await sizeId("small") });
    hub.control.mood = "down";
    await reconcileEnvironment(id);
    expect(await findEnvironment(db, alice.userId, id)).toMatchObject({ state: "creating", reason: "hubUnreachable" });
    freezeClock(later(clock.now(), HUB_PATIENCE + SECOND));
    await reconcileEnvironment(id);
    expect(await findEnvironment(db, alice.userId, id)).toMatchObject({ state: "failed", reason: "hubUnreachable" });
  });

  test("a start whose answer was lost is found out about, not repeated", async () => {
    hub.control.cutStarts = "after";
    const id = await startEnvironment(alice, { sizeId: await sizeId("small") });
    await reconcileEnvironment(id);
    hub.control.cutStarts = undefined;
    await reconcileUntil(id, "running");
    expect(starts()).toHaveLength(1);
  });

  test("a start that the hub never heard of is asked for once more, then given up", async () => {
    hub.control.cutStarts = "before";
    const id = await startEnvironment(alice, { sizeId: await sizeId("small") });
    for (const _ of [1, 2, 3, 4]) {
      await reconcileEnvironment(id);
      freezeClock(later(clock.now(), 11 * SECOND));
    }
    expect(await findEnvironment(db, alice.userId, id)).toMatchObject({ state: "failed", reason: "startVanished" });
    expect(starts()).toHaveLength(2);
  });

  test("a start can be called off before it is ready", async () => {
    hub.control.startTakes = 60_000;
    const id = await startEnvironment(alice, { sizeId: await sizeId("small") });
    await reconcileEnvironment(id);
    await stopEnvironment(alice, id);
    await reconcileUntil(id, "stopped");
    expect(hub.control.calls).toContain("DELETE /hub/api/users/alice%40example.org/server");
  });

  test("a server that was stopped on the cluster is found stopped, and ended where it was last seen", async () => {
    const id = await aRunningEnvironment();
    await watchCluster(clusterId);
    const [seen] = await runsOf(db, id);
    expect(seen?.endedAt).toBeNull();
    hub.control.forget();
    freezeClock(later(clock.now(), 5 * MINUTE));
    expect(await watchCluster(clusterId)).toMatchObject({ servers: 0 });
    await reconcileEnvironment(id);
    expect(await findEnvironment(db, alice.userId, id)).toMatchObject({ state: "stopped", reason: "stoppedOutside" });
    const [run] = await runsOf(db, id);
    expect(run?.endedAt && run.endedAt < later(clock.now(), -4 * MINUTE)).toBe(true);
  });
});

test("whoever follows a start hears its steps and its end, and the bar never goes back", async () => {
  hub.control.startTakes = 600;
  const id = await startEnvironment(alice, { sizeId: await sizeId("small") });
  const news: EnvironmentNews[] = [];
  const following = (async () => {
    for await (const item of followEnvironment(alice, id, AbortSignal.timeout(15_000))) news.push(item);
  })();
  await reconcileEnvironment(id);
  await following;
  const progress = news.flatMap((item) => (item.kind === "progress" ? [item.progress] : []));
  expect(progress.length).toBeGreaterThan(1);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(news.at(-1)).toMatchObject({ kind: "state", state: "running" });
});

test("a start is handed to the queue in the transaction that makes it", async () => {
  await startEnvironment(alice, { sizeId: await sizeId("small") });
  expect(await jobs()).toBe(1);
});
