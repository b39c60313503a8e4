import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freezeClock, instant, later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { collectorLag } from "~/core/metrics.server";
import { nano, sumNano } from "~/core/money";
import { db, sql } from "~/db/pool.server";
import { firstPriceBook } from "~/domain/billing/prices/first-price-book";
import { pricePerUnit } from "~/domain/billing/prices/price-book";
import { invalidatePriceBooks } from "~/domain/billing/prices/price-books.server";
import { publishPriceBook } from "~/domain/billing/prices/publish-price-book.server";
import { settleUsage } from "~/domain/billing/usage/settle-usage.server";
import { asOwner } from "~/testing/database/as-owner";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import {
  aCollectedCluster,
  aMeteredMember,
  aRun,
  at,
  emptyMetering,
  someSizes,
  type MeteredMember,
} from "~/testing/billing/metering-fixtures";
import { collectCluster } from "~/domain/metering/collection/collect-cluster.server";
import { collectionHealth } from "~/domain/metering/collection/collection-health.server";
import { owedWindow } from "~/domain/metering/collection/coverage";
import { ensurePartitions } from "~/domain/metering/windows/ensure-partitions.server";
import { measureCollectorLag } from "~/domain/metering/collection/measure-collector-lag.server";
import { runCosts } from "./run-costs.server";
import { monthsOf, spentOfUsers } from "./usage-days.queries.server";
import { usageOf } from "./usage-of.server";

let hub: HubAtAnyTime;
let clusterId: ClusterId;
let alice: MeteredMember;

beforeAll(async () => {
  hub = await startHubAtAnyTime();
  await ensurePartitions(at("10:00"));
});

beforeEach(async () => {
  await emptyMetering();
  await sql`truncate prices, price_books cascade`;
  invalidatePriceBooks();
  freezeClock(at("09:00"));
  await publishPriceBook(firstPriceBook);
  await someSizes();
  hub.control.trouble = undefined;
  hub.control.running = [];
  clusterId = await aCollectedCluster(hub.apiUrl);
  alice = await aMeteredMember(clusterId, "alice");
});

afterEach(() => freezeClock(undefined));
afterAll(() => hub.stop());

async function collectAt(when: Date) {
  freezeClock(when);
  return collectCluster(clusterId, owedWindow(when));
}

const dearer = { ...firstPriceBook.prices, cpu_hours: pricePerUnit("cpu_hours", nano(80_000_000n)) };

test("a month is the sum of its windows, its days and its lines, and what the ledger is given", async () => {
  await aRun(alice.environmentId, at("10:03:17.123"), at("11:41:59.877"));
  await aRun(alice.environmentId, at("23:50"), later(at("23:50"), 47 * 60_000 + 1));
  await collectAt(later(at("10:00"), 24 * 3_600_000));
  const usage = await usageOf(db, alice.userId, "2026-03-01");
  const [windows] = await sql`select sum(quantities[1]) as cpu, sum(running_ms) as running from usage_windows`;
  const [days] = await sql`select sum(quantities[1]) as cpu, sum(running_ms) as running from usage_days`;
  const [total] = await sql`select quantity from usage_totals where meter = 'cpu_hours'`;
  expect(windows).toEqual(days);
  expect(String(windows?.["cpu"])).toBe(String(total?.["quantity"]));
  expect(usage.days.map((day) => day.day)).toEqual(["2026-03-10", "2026-03-11"]);
  expect(sumNano(usage.days.map((day) => day.amount))).toBe(usage.total);
  expect(await spentOfUsers(db, [alice.userId], "2026-03-01")).toEqual(new Map([[alice.userId, usage.total]]));
  await settleUsage();
  const [ledger] = await sql<
    { charged: bigint }[]
  >`select sum(amount_nano)::bigint as charged from ledger_entries where ledger_account = 'rev:usage'`;
  expect(ledger?.charged).toBe(-usage.total);
});

test("a price that changes in the middle of a run divides the day; what was before keeps its price", async () => {
  await publishPriceBook({ validFrom: at("10:30"), prices: dearer });
  const run = await aRun(alice.environmentId, at("10:15"), at("11:00"));
  await collectAt(at("11:15"));
  const usage = await usageOf(db, alice.userId, "2026-03-01");
  const cpu = usage.days[0]?.environments[0]?.lines.filter((line) => line.meter === "cpu_hours");
  expect(cpu).toMatchObject([
    { unitPrice: 40_000_000n, quantity: 900_000_000n, amount: 10_000_000n },
    { unitPrice: 80_000_000n, quantity: 1_800_000_000n, amount: 40_000_000n },
  ]);
  expect((await runCosts(db, alice.environmentId)).get(run)).toEqual({
    cost: usage.total,
    runningMs: 45 * 60_000,
    measuredUntil: at("11:00"),
  });
});

test("usage on either side of midnight belongs to two months, and a restart does not mix the runs", async () => {
  const midnight = instant("2026-04-01T00:00:00Z");
  const first = await aRun(alice.environmentId, later(midnight, -600_000), later(midnight, 300_000));
  const second = await aRun(alice.environmentId, later(midnight, 400_000), later(midnight, 500_000));
  await collectAt(later(midnight, 3_600_000));
  const running = async (period: string) =>
    (await usageOf(db, alice.userId, period)).days.flatMap((day) => day.environments.map((one) => one.runningMs));
  expect(await running("2026-03-01")).toEqual([600_000n]);
  expect(await running("2026-04-01")).toEqual([400_000n]);
  expect(await monthsOf(db, alice.userId)).toEqual(["2026-04", "2026-03"]);
  const costs = await runCosts(db, alice.environmentId);
  expect([costs.get(first)?.runningMs, costs.get(second)?.runningMs]).toEqual([900_000, 100_000]);
});

test("the page says up to when it knows, when it will know more, and when it could not see", async () => {
  await collectAt(at("09:15"));
  await collectAt(at("09:30"));
  hub.control.trouble = "half";
  await collectAt(at("09:45"));
  freezeClock(at("10:32"));
  const usage = await usageOf(db, alice.userId, "2026-03-01");
  expect(usage).toMatchObject({
    dataUpTo: at("09:30"),
    nextCollection: at("10:45"),
    total: 0n,
    days: [],
    gaps: [{ from: at("09:30"), to: at("10:15") }],
  });
  hub.control.trouble = undefined;
  await collectAt(at("10:45"));
  expect(await usageOf(db, alice.userId, "2026-03-01")).toMatchObject({ dataUpTo: at("10:45"), gaps: [] });
});

test("the lag of the collector is told, and grows while a hub is down", async () => {
  const lag = async (time: string) => {
    await measureCollectorLag(db, at(time));
    return (await collectorLag.get()).values.find((value) => value.value > 0 && value.labels.cluster === clusterName)
      ?.value;
  };
  const clusterName = (await collectionHealth(db, at("09:00")))[0]?.name;
  await collectAt(at("10:15"));
  expect(await lag("10:16")).toBe(60);
  hub.control.trouble = "half";
  await collectAt(at("10:30"));
  expect(await lag("10:31")).toBe(16 * 60);
});

test("charlie's month is empty, whatever others used", async () => {
  const charlie = await aMeteredMember(clusterId, "charlie");
  await aRun(alice.environmentId, at("10:00"), at("10:10"));
  await collectAt(at("10:15"));
  expect(await usageOf(db, charlie.userId, "2026-03-01")).toMatchObject({ total: 0n, days: [] });
});

test("a month's page never reads the raw windows", async () => {
  await aRun(alice.environmentId, at("10:00"), at("10:10"));
  await collectAt(at("10:15"));
  await asOwner((owner) => owner`alter table usage_windows rename to usage_windows_away`);
  try {
    expect((await usageOf(db, alice.userId, "2026-03-01")).total).toBeGreaterThan(0n);
    expect((await spentOfUsers(db, [alice.userId], "2026-03-01")).size).toBe(1);
    expect((await runCosts(db, alice.environmentId)).size).toBe(1);
  } finally {
    await asOwner((owner) => owner`alter table usage_windows_away rename to usage_windows`);
  }
});
