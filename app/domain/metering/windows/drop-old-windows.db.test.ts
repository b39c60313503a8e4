import { meteredSegments } from "@schema/metering";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freezeClock, HOUR, instant, later } from "~/core/clock";
import { newId, type ClusterId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { settleUsage } from "~/domain/billing/usage/settle-usage.server";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import {
  aCollectedCluster,
  aMeteredMember,
  emptyMetering,
  large,
  someSizes,
  type MeteredMember,
  storedHeld,
} from "~/testing/billing/metering-fixtures";
import { usageCsv } from "~/domain/metering/usage/usage-csv.server";
import { collectCluster } from "~/domain/metering/collection/collect-cluster.server";
import { owedWindow } from "~/domain/metering/collection/coverage";
import { dropOldWindows } from "./drop-old-windows.server";
import { ensurePartitions } from "./ensure-partitions.server";
import { usageOf } from "~/domain/metering/usage/usage-of.server";

const may = instant("2024-05-10T10:00:00Z");
const june = instant("2024-06-10T10:00:00Z");
const thirteenMonthsAfterMay = instant("2025-07-01T00:00:00Z");

let hub: HubAtAnyTime;
let clusterId: ClusterId;
let alice: MeteredMember;

beforeAll(async () => {
  hub = await startHubAtAnyTime();
  await ensureFirstPriceBook();
});

beforeEach(async () => {
  await emptyMetering();
  await ensurePartitions(may);
  freezeClock(later(may, -HOUR));
  await someSizes();
  clusterId = await aCollectedCluster(hub.apiUrl);
  alice = await aMeteredMember(clusterId, "alice");
  for (const month of [may, june]) {
    await ran(month, 4000);
    await collect(later(month, 2 * HOUR));
    await collect(later(month, 3 * HOUR));
  }
  await settleUsage();
});

afterEach(() => freezeClock(undefined));
afterAll(() => hub.stop());

async function ran(from: Date, seconds: number): Promise<void> {
  const id = newId("seg");
  const toAt = later(from, seconds * 1000);
  const who = { userId: alice.userId, environmentId: alice.environmentId };
  await db.insert(meteredSegments).values({
    held: storedHeld(large),
    ...who,
    id,
    clusterId,
    sourceUid: id,
    fromAt: from,
    toAt,
    endEvidence: "stopped",
    lastSeenAt: toAt,
  });
}

async function collect(now: Date) {
  freezeClock(now);
  await collectCluster(clusterId, owedWindow(now));
}

function dropAt(now: Date) {
  freezeClock(now);
  return dropOldWindows();
}

const held = async () =>
  (
    await sql<{ month: string; n: number }[]>`
    select to_char(window_start at time zone 'UTC', 'YYYY-MM') as month, count(*)::int as n from usage_windows group by 1 order by 1`
  ).map(({ month, n }) => `${month}: ${n}`);

const shown = async (period: string) => {
  const statement = await usageOf(db, alice.userId, period);
  return { days: statement.days, total: statement.total, csv: usageCsv(statement, "EUR") };
};

test("a month's windows go thirteen months after its end, and its statement, its CSV file and its charges stay to the nano", async () => {
  freezeClock(thirteenMonthsAfterMay);
  const before = await shown("2024-05-01");
  const ledger = await sql`select * from ledger_entries order by id`;
  expect(before.total).toBeGreaterThan(0n);
  expect(await dropAt(later(thirteenMonthsAfterMay, -1))).toEqual({ dropped: [] });
  expect(await held()).toEqual(["2024-05: 5", "2024-06: 5"]);
  expect(await dropAt(thirteenMonthsAfterMay)).toEqual({ dropped: ["2024-05-01"] });
  expect(await held()).toEqual(["2024-06: 5"]);
  expect(await sql`select to_regclass('usage_windows_2024_05') as part`).toEqual([{ part: null }]);
  expect(await sql`select windows from dropped_usage_months`).toEqual([{ windows: 5n }]);
  expect(await shown("2024-05-01")).toEqual(before);
  expect(await sql`select * from ledger_entries order by id`).toEqual(ledger);
  expect(await dropAt(thirteenMonthsAfterMay)).toEqual({ dropped: [] });
});

test.each<[string, string, () => Promise<unknown>]>([
  [
    "a window can still change",
    "notFinal",
    () => sql`update usage_windows set is_final = false where window_start = ${may}`,
  ],
  [
    "a roll-up is owed",
    "notRolledUp",
    () => sql`insert into changed_usage_days (user_id, day) values (${alice.userId}, '2024-05-31')`,
  ],
  [
    "a day says more than its windows",
    "daysDiffer",
    () => sql`update usage_days set quantities[1] = quantities[1] + 1 where day = '2024-05-10'`,
  ],
  [
    "a day has something of a meter that nobody knows",
    "totalsDiffer",
    async () => {
      await sql`update usage_days set quantities[32] = 1 where day = '2024-05-10'`;
      await sql`update usage_windows set quantities[32] = 1 where window_start = ${may}`;
    },
  ],
  ["a day is missing", "daysDiffer", () => sql`delete from usage_days where day = '2024-05-10'`],
  ["windows are missing", "daysDiffer", () => sql`delete from usage_windows where window_start = ${may}`],
  [
    "a total says less than its days",
    "totalsDiffer",
    () => sql`update usage_totals set quantity = quantity - 1 where period = '2024-05-01' and meter = 'gpu_hours'`,
  ],
  [
    "a total is missing",
    "totalsDiffer",
    () => sql`delete from usage_totals where period = '2024-05-01' and meter = 'cpu_hours'`,
  ],
  [
    "the ledger lacks a nano of it",
    "notPosted",
    () =>
      sql`update usage_totals set posted_nano = posted_nano - 1 where period = '2024-05-01' and meter = 'cpu_hours'`,
  ],
])("nothing goes, of that month or a later one, when %s", async (_, why, happens) => {
  await happens();
  const before = await held();
  expect(await dropAt(later(thirteenMonthsAfterMay, 90 * 24 * HOUR))).toEqual({
    dropped: [],
    kept: { month: "2024-05-01", why },
  });
  expect(await held()).toEqual(before);
});

test("what is learnt late of a month whose windows are gone changes neither its days nor its charges", async () => {
  await dropAt(thirteenMonthsAfterMay);
  const before = await shown("2024-05-01");
  await sql`delete from collector_runs`;
  await ran(later(may, 5 * HOUR), 1000);
  await collect(later(june, 30 * HOUR));
  expect(await held()).toEqual(["2024-06: 5"]);
  expect(await shown("2024-05-01")).toEqual(before);
});

test("the database itself refuses to drop a month that is not over for two", async () => {
  await expect(sql`select drop_usage_partition((now() - interval '1 month')::date)`).rejects.toThrow("too new");
});
