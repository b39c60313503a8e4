import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freezeClock } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { definitionOf } from "~/domain/billing/prices/meter";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import {
  aCollectedCluster,
  aMeteredMember,
  aRun,
  at,
  emptyMetering,
  large,
  secondsCharged,
  someSizes,
  windowsStored,
  type MeteredMember,
} from "~/testing/billing/metering-fixtures";
import { collectCluster } from "./collect-cluster.server";
import { collectionHealth } from "./collection-health.server";
import { owedWindow } from "./coverage";
import { ensurePartitions } from "~/domain/metering/windows/ensure-partitions.server";

let hub: HubAtAnyTime;
let clusterId: ClusterId;
let alice: MeteredMember;

beforeAll(async () => {
  hub = await startHubAtAnyTime();
  await ensurePartitions(at("10:00"));
  await ensureFirstPriceBook();
});

beforeEach(async () => {
  await emptyMetering();
  freezeClock(at("09:00"));
  hub.control.running = [];
  hub.control.trouble = undefined;
  await someSizes();
  clusterId = await aCollectedCluster(hub.apiUrl);
  alice = await aMeteredMember(clusterId, "alice");
});

afterEach(() => freezeClock(undefined));
afterAll(() => hub.stop());

async function collectAt(time: string) {
  freezeClock(at(time));
  return collectCluster(clusterId, owedWindow(at(time)));
}

const lists = (started: string, profile?: string, username = alice.username) => ({
  username,
  started: at(started),
  profile,
});

describe("what is charged", () => {
  test("a run that starts and ends between two collections is charged to the millisecond", async () => {
    await collectAt("10:00");
    await aRun(alice.environmentId, at("10:03:00.250"), at("10:07:30.750"));
    await collectAt("10:15");
    expect(await windowsStored()).toMatchObject([
      { window: "10:00", environment: alice.environmentId, seconds: 270.5, cpu: 270_500_000n },
    ]);
  });

  test("a running server is charged to the moment the list began, and the rest when it was seen again", async () => {
    hub.control.running = [lists("10:05", "small")];
    await collectAt("10:15");
    expect(await secondsCharged()).toBe(600);
    await collectAt("10:30:10");
    expect(await windowsStored()).toMatchObject([
      { window: "10:00", seconds: 600 },
      { window: "10:15", seconds: 900 },
      { window: "10:30", seconds: 10 },
    ]);
  });

  test("a server that vanished is charged to its last sighting, and not for the silence after it", async () => {
    hub.control.running = [lists("10:05", "small")];
    await collectAt("10:15");
    hub.control.running = [];
    await collectAt("10:30");
    expect(await secondsCharged()).toBe(600);
    expect(await sql`select end_evidence, to_at from metered_segments`).toEqual([
      { end_evidence: "absent", to_at: at("10:15") },
    ]);
  });

  test("the end that the portal saw corrects what absence had said", async () => {
    hub.control.running = [lists("10:05", "small")];
    const run = await aRun(alice.environmentId, at("10:05"));
    await collectAt("10:15");
    hub.control.running = [];
    await collectAt("10:30");
    await sql`update workload_runs set ended_at = ${at("10:20")} where id = ${run}`;
    await collectAt("10:31");
    await collectAt("10:45");
    expect(await secondsCharged()).toBe(900);
  });

  test("what was charged too far while it was open becomes less, down to nothing", async () => {
    const run = await aRun(alice.environmentId, at("10:10"));
    hub.control.running = [lists("10:10", "small")];
    await collectAt("10:20");
    expect(await secondsCharged()).toBe(600);
    await sql`update workload_runs set ended_at = ${at("10:14")} where id = ${run}`;
    await collectAt("10:30");
    expect(await windowsStored()).toMatchObject([{ window: "10:00", seconds: 240 }]);
    expect(await sql`select running_ms, revision from usage_windows order by window_start`).toMatchObject([
      { revision: 2 },
      { running_ms: 0n, revision: 2 },
    ]);
  });

  test("a server that was restarted on the hub's own pages is not charged twice, and ends where it was last seen", async () => {
    const run = await aRun(alice.environmentId, at("10:01"));
    hub.control.running = [lists("10:01", "small")];
    await collectAt("10:15");
    hub.control.running = [lists("10:25", "large")];
    await collectAt("10:30");
    hub.control.running = [];
    await sql`update workload_runs set ended_at = ${at("10:40")} where id = ${run}`;
    await collectAt("10:45");
    expect(await windowsStored()).toMatchObject([
      { window: "10:00", seconds: 840 },
      { window: "10:15", seconds: 600, cpu: 600_000_000n },
      { window: "10:15", seconds: 300, cpu: 1_200_000_000n },
    ]);
  });

  test("the size is that of the portal's run, else of the hub's profile, else of the environment", async () => {
    const bob = await aMeteredMember(clusterId, "bob");
    const carol = await aMeteredMember(clusterId, "carol");
    await aRun(alice.environmentId, at("10:00"), undefined, large);
    hub.control.running = [
      lists("10:00", "small"),
      lists("10:00", "large", bob.username),
      lists("10:00", "from the old days", carol.username),
    ];
    await collectAt("10:15");
    expect(await sql`select user_id, held[${definitionOf("cpu_hours").position}] as cpu from metered_segments`).toEqual(
      expect.arrayContaining([
        { user_id: alice.userId, cpu: 4000n },
        { user_id: bob.userId, cpu: 4000n },
        { user_id: carol.userId, cpu: 1000n },
      ]),
    );
  });
});

describe("a list that cannot be trusted", () => {
  test.each(["proxy", "half"] as const)("closes nothing and charges nothing new (%s)", async (trouble) => {
    hub.control.running = [lists("10:05", "small")];
    await collectAt("10:15");
    hub.control = Object.assign(hub.control, {
      trouble,
      running: trouble === "half" ? [lists("10:20", "small", "somebody@example.org")] : [],
    });
    const report = await collectAt("10:30");
    expect(report).toMatchObject({
      state: "failed",
      attempts: 1,
      failureCode: trouble === "half" ? "hubListIncomplete" : "hubDown",
    });
    expect(await secondsCharged()).toBe(600);
    expect(await sql`select to_at from metered_segments`).toEqual([{ to_at: null }]);
    Object.assign(hub.control, { trouble: undefined, running: [lists("10:05", "small")] });
    freezeClock(at("10:31"));
    expect(await collectCluster(clusterId, at("10:15"))).toMatchObject({
      state: "done",
      attempts: 2,
      failureCode: null,
    });
    expect(await secondsCharged()).toBe(26 * 60);
  });
});

test("a server of nobody the portal knows is measured, counted and charged to no one", async () => {
  hub.control.running = [
    lists("10:05", "large", "stranger@example.org"),
    lists("10:05", "unheard-of", "stranger@example.net"),
  ];
  expect(await collectAt("10:15")).toMatchObject({ state: "done", seen: 2, unattributed: 2 });
  expect(await sql`select user_id, quantities from usage_windows order by quantities`).toEqual([
    { user_id: null, quantities: [] },
    { user_id: null, quantities: [2_400_000_000n, 9_830_400_000n, 600_000n] },
  ]);
  expect(await collectionHealth(db, at("10:16"))).toMatchObject([{ unattributed: 2, unsized: 1, lagSeconds: 60 }]);
  expect(await sql`select count(*)::int as count from usage_days`).toEqual([{ count: 0 }]);
});

test("a final window never changes, whatever is learnt later", async () => {
  hub.control.running = [lists("10:05", "small")];
  await collectAt("10:15");
  await collectAt("10:30");
  await collectAt("10:45");
  const before =
    await sql`select window_start, running_ms, revision, is_final from usage_windows where is_final order by 1`;
  expect(before).toMatchObject([
    { window_start: at("10:00"), is_final: true },
    { window_start: at("10:15"), is_final: true },
  ]);
  await sql`update metered_segments set from_at = ${at("10:12")}`;
  await aRun(alice.environmentId, at("10:05"), at("10:16"));
  await collectAt("11:00");
  expect(
    await sql`select window_start, running_ms, revision, is_final from usage_windows where window_start < ${at("10:30")} order by 1`,
  ).toEqual(before);
});
