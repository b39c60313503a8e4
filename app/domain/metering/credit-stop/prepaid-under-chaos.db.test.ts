import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { AppError } from "~/core/app-error";
import { HOUR, MINUTE, SECOND, clock, freezeClock, instant, later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { creditOf } from "~/domain/billing/ledger/available-credit.server";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { definitionOf } from "~/domain/billing/prices/meter";
import { settleUsage } from "~/domain/billing/usage/settle-usage.server";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import { watchCluster } from "~/domain/workloads/watch-cluster.server";
import { ledgerFaults, money, soundLedger } from "~/testing/billing/billing-fixtures";
import { crashesSeen, planCrashes, withCrashAt } from "~/testing/processes/crashing-writes";
import { giveCredit } from "~/testing/billing/give-credit";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import { aCollectedCluster, aMeteredMember, emptyMetering } from "~/testing/billing/metering-fixtures";
import type { MeteredMember } from "~/testing/billing/metering-fixtures";
import { runQueue, runsKept, serverBegins, type RunKept } from "~/testing/billing/prepaid-fixtures";
import { collectCluster } from "~/domain/metering/collection/collect-cluster.server";
import { owedWindow } from "~/domain/metering/collection/coverage";
import { ensurePartitions } from "~/domain/metering/windows/ensure-partitions.server";
import { stopUnpaid } from "./stop-unpaid.server";

const begin = instant("2027-03-10T10:00:00Z");

/** Nano an hour: 0.48 and 0.05, as the first price book has them, and nothing. */
const hourly = { large: 480_000_000n, small: 50_000_000n, free: 0n };

/** Per hour of everything that one member can run at once: the most that a look a minute later may find overdrawn. */
const MOST_PER_MINUTE = (480_000_000n + 50_000_000n) / 60n + 2n;

let hub: HubAtAnyTime;

beforeAll(async () => {
  hub = await startHubAtAnyTime();
  await ensurePartitions(begin);
  await ensureFirstPriceBook();
  await planCrashes([
    "workloads",
    "workload_runs",
    "workload_events",
    "metered_segments",
    "usage_windows",
    "usage_days",
    "usage_totals",
    "collector_runs",
    "ledger_transactions",
    "ledger_balances",
  ]);
});
afterEach(() => freezeClock(undefined));
afterAll(() => hub.stop());

const notebooks = fc.constantFrom("", "second", "third");

/** What can happen in the world and in the portal. Few people and sizes, so that things meet. */
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant("time" as const), minutes: fc.integer({ min: 1, max: 300 }) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("start" as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("begin" as const), notebook: notebooks }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("lose" as const), notebook: notebooks }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("buy" as const), amount: fc.constantFrom("1", "5") }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant("watch" as const) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("collect" as const) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant("stop" as const), replicas: fc.integer({ min: 1, max: 2 }) }) },
);

/** At `crashAt` writes into the step the power goes; 0 never. */
const step = fc.record({ at: happening, crashAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 })) });

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;
type World = { clusterId: ClusterId; member: MeteredMember; bought: bigint };

const sizeOf = { "": "large", second: "small", third: "free" } as const;

async function aWorld(skewMs: number): Promise<World> {
  await emptyMetering();
  await sql`insert into sizes (id, slug, name, cpu_milli, memory_mib, position) values
    ('size_large', 'large', 'Large', 8000, 32768, 1), ('size_small', 'small', 'Small', 1000, 2048, 2), ('size_free', 'free', 'Free', 0, 0, 3)`;
  freezeClock(begin);
  Object.assign(hub.control, { running: [], skewMs });
  const clusterId = await aCollectedCluster(hub.apiUrl);
  const member = await aMeteredMember(clusterId, "alice");
  await sql`update workloads set desired = 'stopped', observed = 'stopped', size_id = 'size_large'`;
  return { clusterId, member, bought: money("5") };
}

async function happen(world: World, what: Happening): Promise<unknown> {
  switch (what.what) {
    case "time":
      return freezeClock(later(clock.now(), what.minutes * MINUTE));
    case "start":
      return starts(world);
    case "begin":
      return begins(world, what.notebook);
    case "lose":
      hub.control.running = hub.control.running.filter((one) => (one.serverName ?? "") !== what.notebook);
      return undefined;
    case "buy":
      await giveCredit(world.member, what.amount);
      world.bought += money(what.amount);
      return undefined;
    case "watch":
      await watchCluster(world.clusterId);
      return runQueue();
    case "collect":
      return collectCluster(world.clusterId, owedWindow(clock.now()), { again: true });
    case "stop":
      return Promise.all(Array.from({ length: what.replicas }, stopUnpaid));
  }
}

/** A start on the portal's own page; refused where there is no credit for it, or the last stop goes on. */
async function starts({ member }: World): Promise<void> {
  freezeClock(later(clock.now(), SECOND));
  const viewer = { userId: member.userId, email: member.username, name: "Alice", isAdmin: false };
  await startEnvironment(viewer, { size: "size_large" }).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
  await runQueue();
}

function begins({ member }: World, notebook: "" | "second" | "third"): void {
  if (hub.control.running.some((one) => (one.serverName ?? "") === notebook)) return;
  // Two starts of one server are never of the same instant.
  freezeClock(later(clock.now(), SECOND));
  serverBegins(hub, member, sizeOf[notebook], notebook);
}

/** What a run is worth up to `until`, from the times alone: in no common code with what is tested, exact in nano × ms of an hour. */
function worth(run: RunKept, until: Date): bigint {
  const perHour = run.cpuMilli === 8000 ? hourly.large : run.cpuMilli === 1000 ? hourly.small : hourly.free;
  return perHour * BigInt(Math.max(0, until.getTime() - run.readyAt.getTime()));
}

const HOUR_MS = BigInt(HOUR);

/**
 * What all runs were worth until each ended, or was last seen; in nano, rounded down. A server that was listed and yet never seen ready by
 * a look (the look crashed, and then the server was gone) counts from its beginning.
 */
async function used(clusterId: ClusterId): Promise<bigint> {
  const seen = await sql<(RunKept & { until: Date })[]>`
    select r.cpu_milli as "cpuMilli", r.ready_at as "readyAt", coalesce(r.ended_at, greatest(r.last_seen_at, r.ready_at)) as until
    from workload_runs r join workloads e on e.id = r.workload_id
    where e.cluster_id = ${clusterId} and r.ready_at is not null
    union all
    select coalesce(s.held[${definitionOf("cpu_hours").position}], 0)::int, coalesce(s.began_at, s.from_at), coalesce(s.to_at, s.last_seen_at) from metered_segments s
    where s.cluster_id = ${clusterId} and not exists (
      select from workload_runs r where r.workload_id = s.environment_id and r.started_at = s.from_at and r.ready_at is not null)`;
  return seen.reduce((sum, run) => sum + worth(run, run.until), 0n) / HOUR_MS;
}

/** Looks, judges, and compares with the world: stopped is only who had used it up, and all of it that has a price. */
async function judge(world: World): Promise<void> {
  await happen(world, { what: "watch" });
  const left = world.bought - (await used(world.clusterId));
  const before = await statesOf(world);
  await stopUnpaid();
  const after = await statesOf(world);
  const running = [...before].filter(([, { state }]) => state === "running");
  for (const [id, { cpu }] of running) {
    if (cpu === 0 || left > 10n) expect(after.get(id)?.state).toBe("running");
    else if (left < -10n) expect(after.get(id)).toMatchObject({ state: "stopping", reason: "creditUsedUp" });
  }
}

async function statesOf({ clusterId }: World) {
  const rows = await sql<{ id: string; state: string; reason: string; cpu: number }[]>`
    select e.id, e.state, e.reason, s.cpu_milli as cpu from workloads e join sizes s on s.id = e.size_id where e.cluster_id = ${clusterId}`;
  return new Map(rows.map((row) => [row.id, row]));
}

test("whatever happens, whenever the hub's clock says and wherever it crashes, nobody is stopped with credit, nobody runs on without, and the ledger is what ran", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, -SECOND, -HOUR, HOUR),
      fc.array(step, { minLength: 4, maxLength: 12 }),
      async (skewMs, steps) => {
        const world = await aWorld(skewMs);
        for (const { at, crashAt } of steps) {
          await withCrashAt(crashAt, () => happen(world, at));
          await runQueue();
        }
        await judge(world);
        // Everything ends (a start that the hub lost is asked for once more), is collected after its windows are closed, and is posted.
        for (const minutes of [1, 1, 1, 40, 40]) {
          hub.control.running = [];
          freezeClock(later(clock.now(), minutes * MINUTE));
          await happen(world, { what: "watch" });
          await happen(world, { what: "collect" });
        }
        await Promise.all([settleUsage(), settleUsage()]);
        expect((await runsKept(world.clusterId)).filter(({ endedAt }) => !endedAt)).toEqual([]);
        const { balance, unposted } = await creditOf(db, world.member.userId);
        expect(unposted).toBe(0n);
        // Each meter of a month is rounded once: half a nano, three times, and the comparison's own.
        const difference = world.bought - (await used(world.clusterId)) - balance;
        expect(Math.abs(Number(difference))).toBeLessThanOrEqual(3);
        expect(await ledgerFaults()).toEqual(soundLedger);
      },
    ),
    { numRuns: 8 },
  );
  expect(crashesSeen()).toBeGreaterThan(0);
}, 120_000);

test("whom the portal watches every minute overdraws by a minute at most", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10 }), fc.boolean(), async (cents, both) => {
      const world = await aWorld(0);
      await giveCredit(world.member, `-${(500 - cents) / 100}`);
      world.bought = BigInt(cents) * 10_000_000n;
      begins(world, "");
      if (both) begins(world, "second");
      for (let minute = 0; minute < 90; minute++) {
        freezeClock(later(clock.now(), MINUTE));
        await happen(world, { what: "watch" });
        await stopUnpaid();
        if (hub.control.running.length === 0) break;
      }
      expect(hub.control.running).toEqual([]);
      const overdrawn = (await used(world.clusterId)) - world.bought;
      expect(overdrawn).toBeGreaterThanOrEqual(0n);
      expect(overdrawn).toBeLessThanOrEqual(MOST_PER_MINUTE);
    }),
    { numRuns: 3 },
  );
}, 120_000);
