import { workloadRuns } from "@schema/workloads";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { MINUTE, SECOND, freezeClock, later } from "~/core/clock";
import { newId, type ClusterId, type EnvironmentId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import {
  aCollectedCluster,
  aMeteredMember,
  at,
  emptyMetering,
  everythingDerived,
  secondsCharged,
  small,
  someSizes,
  type MeteredMember,
} from "~/testing/billing/metering-fixtures";
import { collectCluster } from "./collect-cluster.server";
import { collectionHealth } from "./collection-health.server";
import { owedWindow } from "./coverage";
import { ensurePartitions } from "~/domain/metering/windows/ensure-partitions.server";
import { WINDOW } from "~/domain/metering/windows/usage-window";
import { runIdOf } from "~/integrations/jupyterhub/backend.server";

let hub: HubAtAnyTime;
let clusterId: ClusterId;
let members: MeteredMember[];

beforeAll(async () => {
  hub = await startHubAtAnyTime();
  await ensurePartitions(at("10:00"));
  await ensureFirstPriceBook();
});

async function beginAgain() {
  await emptyMetering();
  freezeClock(at("10:00"));
  await someSizes();
  clusterId = await aCollectedCluster(hub.apiUrl);
  members = [await aMeteredMember(clusterId, "alice"), await aMeteredMember(clusterId, "bob")];
}

beforeEach(beginAgain);
afterEach(() => freezeClock(undefined));
afterAll(() => hub.stop());

/** One run as it really was: whose, and from when to when in seconds after ten. */
type TrueRun = { member: 0 | 1; from: number; to: number };

const END = 9000;

/** The world as it is at `now`: what the hub lists and what the portal has seen. */
async function liveUntil(now: Date, runs: readonly TrueRun[]): Promise<void> {
  freezeClock(now);
  const begun = runs
    .map((run) => ({ ...run, started: secondsAfterTen(run.from), ended: secondsAfterTen(run.to) }))
    .filter((run) => run.started <= now);
  hub.control.running = begun
    .filter((run) => run.ended > now)
    .map((run) => ({ username: members[run.member]?.username ?? "", started: run.started, profile: "small" }));
  await sql`delete from workload_runs`;
  const rows = begun.map(({ member, started, ended }) => ({
    id: newId("run"),
    workloadId: members[member]?.environmentId as EnvironmentId,
    backendRunId: runIdOf(members[member]?.username ?? "", "", started),
    ...small,
    requestedAt: started,
    startedAt: started,
    endedAt: ended <= now ? ended : null,
  }));
  if (rows.length > 0) await db.insert(workloadRuns).values(rows);
}

const secondsAfterTen = (seconds: number) => later(at("10:00"), seconds * SECOND);

/** How one window's collection went. */
type Tick = "onTime" | "missed" | "late" | "doubled" | "parallel";

async function collectAtTicks(runs: readonly TrueRun[], ticks: readonly Tick[]) {
  await beginAgain();
  for (const [i, tick] of ticks.entries()) {
    const due = later(at("10:15"), i * WINDOW);
    const times = { onTime: [0], missed: [], late: [7], doubled: [0, 3], parallel: [0] }[tick];
    for (const minutes of times) {
      const now = later(due, minutes * MINUTE);
      await liveUntil(now, runs);
      const collect = () => collectCluster(clusterId, owedWindow(now));
      await Promise.all(tick === "parallel" ? [collect(), collect(), collect()] : [collect()]);
    }
  }
  await liveUntil(secondsAfterTen(END), runs);
  await collectCluster(clusterId, owedWindow(secondsAfterTen(END)));
  const derived = await everythingDerived();
  const uniform = {
    user: new Map(members.map((one, i) => [one.userId, i])),
    env: new Map(members.map((one, i) => [one.environmentId, i])),
    account: new Map(members.map((one, i) => [one.accountId, i])),
  };
  const named = (row: Record<string, unknown>) => ({
    ...row,
    ...("user_id" in row && { user_id: uniform.user.get(row["user_id"] as never) }),
    ...("environment_id" in row && { environment_id: uniform.env.get(row["environment_id"] as never) }),
    ...("account_id" in row && { account_id: uniform.account.get(row["account_id"] as never) }),
  });
  return { windows: derived.windows.map(named), days: derived.days.map(named), totals: derived.totals.map(named) };
}

/** Runs of one member follow each other; there is always a little time between them. */
const trueRuns = fc
  .array(
    fc.record({
      member: fc.constantFrom(0 as const, 1 as const),
      pause: fc.integer({ min: 1, max: 1500 }),
      lasts: fc.integer({ min: 1, max: 4000 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) => {
    const free = [0, 0];
    return all.map(({ member, pause, lasts }): TrueRun => {
      const from = (free[member] ?? 0) + pause;
      free[member] = from + lasts;
      return { member, from, to: from + lasts };
    });
  });

const ticks = fc.array(fc.constantFrom<Tick>("onTime", "missed", "missed", "late", "doubled", "parallel"), {
  minLength: 9,
  maxLength: 9,
});

test("missed, late, doubled and parallel collections leave the same rows as punctual ones, and charge what really ran", async () => {
  const punctual = Array.from({ length: 9 }, (): Tick => "onTime");
  await fc.assert(
    fc.asyncProperty(trueRuns, ticks, async (runs, anyTicks) => {
      const expected = await collectAtTicks(runs, punctual);
      expect(await collectAtTicks(runs, anyTicks)).toEqual(expected);
      const really = runs.reduce((sum, run) => sum + Math.max(0, Math.min(run.to, END) - run.from), 0);
      expect(await secondsCharged()).toBe(really);
    }),
    { numRuns: 8 },
  );
}, 120_000);

test("two hours without a collector are made up for by one run, and said to have been late", async () => {
  const runs: TrueRun[] = [
    { member: 0, from: 60, to: 3000 },
    { member: 0, from: 3600, to: END + 1 },
    { member: 1, from: 1000, to: 1400 },
  ];
  await liveUntil(at("10:15"), runs);
  await collectCluster(clusterId, at("10:00"));
  await liveUntil(at("12:15:01"), runs);
  await collectCluster(clusterId, at("12:00"));
  expect(await secondsCharged()).toBe(2940 + (8101 - 3600) + 400);
  const [health] = await collectionHealth(db, at("12:16"));
  expect(health?.windows.map((window) => window.state)).toEqual([
    "ok",
    "late",
    "late",
    "late",
    "late",
    "late",
    "late",
    "late",
    "ok",
  ]);
});

test("windows that nobody collected for a day stay missed, and usage that is known is charged all the same", async () => {
  const twoDays = later(at("10:00"), 2 * 24 * 60 * MINUTE);
  await liveUntil(later(at("10:00"), MINUTE), [{ member: 0, from: 0, to: 10 ** 9 }]);
  await liveUntil(twoDays, [{ member: 0, from: 0, to: 10 ** 9 }]);
  await collectCluster(clusterId, owedWindow(twoDays));
  expect(await secondsCharged()).toBe(2 * 86_400);
  const states = await sql`select state, count(*)::int as count from collector_runs group by 1 order by 1`;
  expect(states).toEqual([
    { state: "done", count: 96 },
    { state: "failed", count: 96 },
  ]);
});

test("collecting a window again that is done asks the hub nothing", async () => {
  await liveUntil(at("10:15"), []);
  const first = await collectCluster(clusterId, at("10:00"));
  const calls = hub.control.calls;
  expect(await collectCluster(clusterId, at("10:00"))).toEqual(first);
  expect(hub.control.calls).toBe(calls);
});
