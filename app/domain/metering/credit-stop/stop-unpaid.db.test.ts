import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { HOUR, MINUTE, SECOND, clock, freezeClock, instant, later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { ZERO } from "~/core/money";
import { db, sql } from "~/db/pool.server";
import { creditOf } from "~/domain/billing/ledger/available-credit.server";
import { byMeter } from "~/domain/billing/prices/meter";
import { pricePerUnit } from "~/domain/billing/prices/price-book";
import { publishPriceBook } from "~/domain/billing/prices/publish-price-book.server";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import { asOwner } from "~/testing/database/as-owner";
import { money } from "~/testing/billing/billing-fixtures";
import { aMeteredMember, type MeteredMember } from "~/testing/billing/metering-fixtures";
import {
  lookAfter as looks,
  memberStarts,
  portalWorks as works,
  runQueue,
  runScheduled,
  runsKept,
  serverBegins,
  preparePrepaid,
  viewerOf,
  waitsForLock,
} from "~/testing/billing/prepaid-fixtures";
import { giveCredit } from "~/testing/billing/give-credit";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import { stopEnvironment } from "~/domain/environments/stop-environment.server";
import { watchCluster } from "~/domain/workloads/watch-cluster.server";
import { ensurePartitions } from "~/domain/metering/windows/ensure-partitions.server";
import { stopUnpaid } from "./stop-unpaid.server";

/** A day that has not come: jobs that are put off stay put off. */
const begin = instant("2027-03-10T10:00:00Z");

let hub: HubAtAnyTime;
let clusterId: ClusterId;
let alice: MeteredMember;

beforeAll(async () => {
  hub = await startHubAtAnyTime();
  await ensurePartitions(begin);
});

beforeEach(async () => {
  ({ clusterId, alice } = await preparePrepaid(hub, begin));
});

afterEach(() => freezeClock(undefined));
afterAll(() => hub.stop());

const available = async (member = alice) => (await creditOf(db, member.userId)).available;
const stateOf = async (member = alice) =>
  (
    await sql<
      { state: string; reason: string }[]
    >`select state, reason from workloads where id = ${member.environmentId}`
  )[0];

const portalWorks = (milliseconds: number) => works(clusterId, milliseconds);
const lookAfter = (milliseconds: number) => looks(clusterId, milliseconds);
const aliceStarts = (size: "small" | "large") => memberStarts(clusterId, alice, size);

test.each([
  ["a second behind", -SECOND],
  ["an hour behind", -HOUR],
  ["an hour ahead", HOUR],
  ["right", 0],
])("credit pays for as long as it says when the hub's clock is %s", async (_, skewMs) => {
  hub.control.skewMs = skewMs;
  await aliceStarts("large");
  // 8 cores and 32 GiB: 0.48 an hour, so 5.00 last 10 hours and 25 minutes.
  await portalWorks(10 * HOUR);
  expect(await stateOf()).toMatchObject({ state: "running" });
  await portalWorks(0.5 * HOUR);
  expect(await stateOf()).toMatchObject({ reason: "creditUsedUp" });
  const [run] = await runsKept(clusterId);
  expect((run?.endedAt?.getTime() ?? 0) - (run?.readyAt.getTime() ?? 0)).toBe(10.5 * HOUR);
  await portalWorks(0.5 * HOUR);
  expect(await available()).toBe(money("5") - money("5.04"));
});

describe("an account", () => {
  test("pays for all that it runs: two notebooks last half as long, and both are stopped", async () => {
    serverBegins(hub, alice, "large", "second");
    await aliceStarts("large");
    await lookAfter(10 * SECOND);
    // 0.96 an hour: 5.00 last 5 hours and 12 minutes.
    await portalWorks(5 * HOUR);
    expect((await runsKept(clusterId)).map(({ endedAt }) => endedAt)).toEqual([null, null]);
    await portalWorks(15 * MINUTE);
    expect((await runsKept(clusterId)).map(({ endReason }) => endReason)).toEqual(["creditUsedUp", "creditUsedUp"]);
    expect(hub.control.running).toEqual([]);
  });

  test("pays for each of a member's environments by itself, and for the one that goes on alone", async () => {
    await sql`update clusters set named_servers = true`;
    await aliceStarts("large");
    const { id } = await startEnvironment(viewerOf(alice), { name: "GPU work", size: "size_small" });
    await runQueue();
    await lookAfter(10 * SECOND);
    await portalWorks(2 * HOUR);
    await stopEnvironment(viewerOf(alice), id);
    await runQueue();
    await portalWorks(HOUR);
    const costs = await sql<{ id: string; hours: number }[]>`
      select environment_id as id, round(sum(running_ms) / 3600000.0, 2)::float as hours from usage_days group by 1`;
    expect(Object.fromEntries(costs.map((one) => [one.id, one.hours]))).toEqual({ [alice.environmentId]: 3, [id]: 2 });
    expect(hub.control.running).toMatchObject([{ serverName: "" }]);
    // 3 hours and 10 seconds at 0.48, and 2 hours at 0.05.
    expect(money("5") - (await available())).toBe(1_541_333_333n);
  });

  test("with nothing on it goes on with what costs nothing", async () => {
    await publishPriceBook({
      validFrom: later(begin, 15 * MINUTE),
      prices: byMeter((meter) => pricePerUnit(meter, ZERO)),
    });
    await sql`truncate ledger_balances`;
    freezeClock(later(begin, HOUR));
    await aliceStarts("large");
    await portalWorks(3 * HOUR);
    expect(await available()).toBe(0n);
    expect(await stateOf()).toMatchObject({ state: "running" });
  });

  test("that cannot be judged keeps no other from being judged", async () => {
    const bob = await aMeteredMember(clusterId, "bob");
    await sql`update workloads set desired = 'stopped', observed = 'stopped' where state = 'running'`;
    serverBegins(hub, bob, "small");
    await aliceStarts("small");
    await sql`truncate ledger_balances`;
    await asOwner(async (owner) => {
      await owner.unsafe(
        `create function refuse_update() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`,
      );
      await owner.unsafe(`create trigger broken before update on workloads for each row
        when (new.id = '${alice.environmentId}') execute function refuse_update()`);
    });
    expect(await stopUnpaid()).toEqual({ running: 2, stopped: 1, failed: 1 });
    expect(await stateOf(bob)).toMatchObject({ state: "stopping", reason: "creditUsedUp" });
    await asOwner((owner) => owner`drop function refuse_update cascade`);
    expect(await stopUnpaid()).toEqual({ running: 1, stopped: 1, failed: 0 });
  });
});

describe("an outage", () => {
  beforeEach(async () => {
    await aliceStarts("large");
    await portalWorks(30 * MINUTE);
    freezeClock(later(clock.now(), 12 * HOUR));
  });

  test.each([
    ["poor", "5"],
    ["rich", "25"],
  ])("in which the hub lost its servers costs a %s member nothing", async (_, credit) => {
    if (credit !== "5") await giveCredit(alice, "20");
    hub.control.running = [];
    // Whichever task of the clock comes first.
    await runScheduled("stop-unpaid");
    expect(await stateOf()).toMatchObject({ state: "running" });
    await portalWorks(30 * MINUTE);
    expect(await stateOf()).toMatchObject({ state: "stopped", reason: "stoppedOutside" });
    expect(await available()).toBe(money(credit) - money("0.24"));
  });

  test("in which the server was begun anew costs what both ran, not what lay between", async () => {
    hub.control.running = [];
    serverBegins(hub, alice, "large");
    await runScheduled("stop-unpaid");
    await watchCluster(clusterId);
    await runQueue();
    await portalWorks(30 * MINUTE);
    expect(await stateOf()).toMatchObject({ state: "running" });
    const runs = await runsKept(clusterId);
    expect(runs.map(({ endReason }) => endReason)).toEqual(["stoppedOutside", null]);
    expect(await available()).toBe(money("5") - money("0.24") - money("0.24"));
  });

  test("in which it went on is charged as far as it was seen again, and then its credit is gone", async () => {
    await runScheduled("stop-unpaid");
    expect(await stateOf()).toMatchObject({ state: "running" });
    await runScheduled("watch-clusters");
    freezeClock(later(clock.now(), MINUTE));
    await runScheduled("watch-clusters", "stop-unpaid");
    expect(await stateOf()).toMatchObject({ reason: "creditUsedUp" });
    expect((await runsKept(clusterId))[0]?.endedAt).toEqual(clock.now());
  });
});

test("a collector that is hours late takes nothing twice", async () => {
  await aliceStarts("large");
  for (let hours = 0; hours < 9; hours++) {
    freezeClock(later(clock.now(), HOUR));
    await runScheduled("watch-clusters", "stop-unpaid");
  }
  expect(await stateOf()).toMatchObject({ state: "running" });
  await runScheduled("collect-usage");
  expect(await available()).toBe(money("5") - 9n * money("0.48"));
  expect(await stopUnpaid()).toMatchObject({ running: 1, stopped: 0 });
  expect(await stateOf()).toMatchObject({ state: "running" });
});

test("a purchase that is being posted at the moment of the stop is waited for, and counts", async () => {
  await aliceStarts("large");
  freezeClock(later(clock.now(), 11 * HOUR));
  await runScheduled("watch-clusters");
  let stopping: Promise<unknown> = Promise.resolve();
  await giveCredit(alice, "20", async () => {
    stopping = stopUnpaid();
    await expect.poll(waitsForLock).toBe(true);
  });
  expect(await stopping).toMatchObject({ running: 1, stopped: 0 });
  expect(await stateOf()).toMatchObject({ state: "running" });
});
