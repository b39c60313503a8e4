import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { HOUR, MINUTE, SECOND, clock, freezeClock, instant, later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { creditOf } from "~/domain/billing/ledger/available-credit.server";
import { stopEnvironment } from "~/domain/environments/stop-environment.server";
import { watchCluster } from "~/domain/workloads/watch-cluster.server";
import { asOwner } from "~/testing/database/as-owner";
import { money } from "~/testing/billing/billing-fixtures";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import { aMeteredMember, type MeteredMember } from "~/testing/billing/metering-fixtures";
import {
  lookAfter as looks,
  memberStarts,
  portalWorks as works,
  runQueue,
  runsKept,
  serverBegins,
  preparePrepaid,
  viewerOf,
} from "~/testing/billing/prepaid-fixtures";
import { collectCluster } from "~/domain/metering/collection/collect-cluster.server";
import { owedWindow } from "~/domain/metering/collection/coverage";
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

const available = async () => (await creditOf(db, alice.userId)).available;
const portalWorks = (milliseconds: number) => works(clusterId, milliseconds);
const lookAfter = (milliseconds: number) => looks(clusterId, milliseconds);
const aliceStarts = () => memberStarts(clusterId, alice, "large");
const after = (milliseconds: number) => freezeClock(later(clock.now(), milliseconds));

/** Alice presses Stop, and three seconds later it has stopped. */
async function aliceStops(): Promise<void> {
  await stopEnvironment(viewerOf(alice), alice.environmentId);
  for (let seconds = 0; seconds < 3; seconds++) {
    after(SECOND);
    await runQueue();
  }
}

/** The portal looks every hour and stops what is unpaid; nothing is collected. */
async function nobodyCollects(hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour++) {
    after(HOUR);
    await watchCluster(clusterId);
    await stopUnpaid();
    await runQueue();
  }
}

describe("a run that begins moments after another ended is charged, and stopped when the credit is used up", () => {
  // 5.00 at 0.48 an hour: an hour is used before, and the rest lasts less than ten.
  const untilUsedUp = async () => {
    await portalWorks(20 * HOUR);
    expect(hub.control.running).toEqual([]);
    expect(await available()).toBeLessThanOrEqual(0n);
  };

  test.each([0, -4 * SECOND, 4 * SECOND])(
    "stopped and started again, on a hub whose clock is %d ms ahead",
    async (skewMs) => {
      hub.control.skewMs = skewMs;
      await aliceStarts();
      await portalWorks(HOUR);
      await aliceStops();
      await aliceStarts();
      await untilUsedUp();
    },
  );

  test.each([0, -4 * SECOND])("restarted on the hub's own page, whose clock is %d ms ahead", async (skewMs) => {
    hub.control.skewMs = skewMs;
    await aliceStarts();
    await portalWorks(HOUR);
    hub.control.running = [];
    after(SECOND);
    serverBegins(hub, alice, "large");
    await lookAfter(MINUTE);
    await lookAfter(MINUTE);
    await untilUsedUp();
  });

  test("one list says that the hub's clock is twelve seconds ahead, and none after it does", async () => {
    await aliceStarts();
    await portalWorks(HOUR);
    await aliceStops();
    after(5 * SECOND);
    await aliceStarts();
    after(MINUTE);
    hub.control.skewMs = 12 * SECOND;
    await collectCluster(clusterId, owedWindow(clock.now()), { again: true });
    hub.control.skewMs = 0;
    await untilUsedUp();
  });

  test("a replica whose clock is half a minute ahead saw the first one last", async () => {
    await aliceStarts();
    await portalWorks(HOUR);
    const seen = clock.now();
    freezeClock(later(seen, 30 * SECOND));
    hub.control.skewMs = -30 * SECOND;
    await watchCluster(clusterId);
    hub.control.skewMs = 0;
    hub.control.running = [];
    freezeClock(later(seen, 20 * SECOND));
    serverBegins(hub, alice, "large");
    freezeClock(later(seen, MINUTE));
    await watchCluster(clusterId);
    await runQueue();
    await lookAfter(MINUTE);
    await untilUsedUp();
  });
});

test("runs that come and go between two collections are charged, each to its end, on a hub whose clock is a minute behind", async () => {
  hub.control.skewMs = -MINUTE;
  for (let run = 0; run < 3; run++) {
    await aliceStarts();
    after(5 * SECOND);
    await aliceStops();
  }
  const runs = await runsKept(clusterId);
  const ran = runs.reduce((sum, { readyAt, endedAt }) => sum + (endedAt?.getTime() ?? 0) - readyAt.getTime(), 0);
  expect(ran).toBe(15 * SECOND);
  await collectCluster(clusterId, owedWindow(clock.now()), { again: true });
  // 0.48 an hour, to the nano.
  expect(money("5") - (await available())).toBe(2_000_000n);
});

describe("what runs is charged at the size that was chosen on the hub's own page", () => {
  test("where the portal knows the notebook at another size", async () => {
    serverBegins(hub, alice, "large");
    await lookAfter(SECOND);
    await portalWorks(HOUR);
    expect(await available()).toBe(money("5") - money("0.48"));
  });

  test("also when the portal is asked for another one while it begins", async () => {
    serverBegins(hub, alice, "large");
    await memberStarts(clusterId, alice, "small");
    await portalWorks(HOUR);
    expect((await runsKept(clusterId))[0]).toMatchObject({ cpuMilli: 8000, memoryMib: 32768 });
    expect(await available()).toBeLessThanOrEqual(money("5") - money("0.48"));
  });
});

test("what a run used that ended before anybody collected it counts against the credit of the next", async () => {
  await aliceStarts();
  await nobodyCollects(9);
  await aliceStops();
  await aliceStarts();
  await nobodyCollects(1);
  expect(hub.control.running).toHaveLength(1);
  await nobodyCollects(1);
  // 4.32 for nine hours, and 0.96 for two.
  expect(hub.control.running).toEqual([]);
  await collectCluster(clusterId, owedWindow(clock.now()));
  expect(await available()).toBe(money("5") - money("5.28"));
});

test("a stop for credit ends at the last sign of life, however much later it is made", async () => {
  await aliceStarts();
  after(11 * HOUR);
  await watchCluster(clusterId);
  const seen = clock.now();
  after(7 * MINUTE);
  expect(await stopUnpaid()).toMatchObject({ stopped: 1 });
  expect((await runsKept(clusterId))[0]?.endedAt).toEqual(seen);
});

test("one person whose usage cannot be rolled up keeps nobody else's from being charged and stopped", async () => {
  const bob = await aMeteredMember(clusterId, "bob");
  await sql`update workloads set desired = 'stopped', observed = 'stopped'`;
  serverBegins(hub, bob, "large");
  await aliceStarts();
  await asOwner(async (owner) => {
    await owner.unsafe(
      "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$",
    );
    await owner.unsafe(
      `create trigger refuse before insert on usage_days for each row when (new.user_id = '${alice.userId}') execute function refuse()`,
    );
  });
  try {
    await portalWorks(11 * HOUR);
    expect(hub.control.running.map(({ username }) => username)).not.toContain(bob.username);
    expect((await creditOf(db, bob.userId)).available).toBeLessThanOrEqual(0n);
  } finally {
    await asOwner((owner) => owner`drop function refuse cascade`);
  }
  await portalWorks(HOUR);
  expect(hub.control.running).toEqual([]);
  expect(await available()).toBeLessThanOrEqual(0n);
});
