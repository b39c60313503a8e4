// The first import: from here on the table of meters has three entries more, and nothing else is different.
import { madeUpPrices as prices, questions, scratch, shelf } from "~/testing/made-up-meters";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freezeClock, HOUR, later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { nano, sumNano } from "~/core/money";
import { db, sql } from "~/db/pool.server";
import { exportCsv } from "~/domain/account/export-csv.server";
import { firstPriceBook } from "~/domain/billing/prices/first-price-book";
import { definitionOf, meters, type Meter } from "~/domain/billing/prices/meter";
import { invalidatePriceBooks, priceBooks } from "~/domain/billing/prices/price-books.server";
import { publishPriceBook } from "~/domain/billing/prices/publish-price-book.server";
import { settleUsage } from "~/domain/billing/usage/settle-usage.server";
import { statementOf } from "~/domain/billing/ledger/statement.queries.server";
import { pricedSizes } from "~/domain/environments/priced-sizes.server";
import { endpoints } from "~/routes/api/endpoints";
import { cookieOfMember, answerOf } from "~/testing/api-calls";
import { startApi, type ServedApi } from "~/testing/api-fixtures";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import {
  aCollectedCluster,
  aMeteredMember,
  aRun,
  at,
  emptyMetering,
  someSizes,
  sumsOf,
  type MeteredMember,
} from "~/testing/billing/metering-fixtures";
import { usageCsv } from "~/domain/metering/usage/usage-csv.server";
import { usageView } from "~/ui/usage/usage-view";
import { portalDocument } from "~/web/api/openapi/openapi-document.server";
import { collectCluster } from "~/domain/metering/collection/collect-cluster.server";
import { owedWindow } from "~/domain/metering/collection/coverage";
import { dropOldWindows } from "~/domain/metering/windows/drop-old-windows.server";
import { ensurePartitions } from "~/domain/metering/windows/ensure-partitions.server";
import { recordCounts } from "./record-counts.server";
import { upsertSegments } from "~/domain/metering/collection/sightings.queries.server";
import { usageOf } from "~/domain/metering/usage/usage-of.server";

let hub: HubAtAnyTime;
let api: ServedApi;
let clusterId: ClusterId;
let alice: MeteredMember;

beforeAll(async () => {
  [hub, api] = await Promise.all([startHubAtAnyTime(), startApi()]);
  await ensurePartitions(at("10:00"));
});

beforeEach(async () => {
  await emptyMetering();
  await sql`truncate prices, price_books cascade`;
  invalidatePriceBooks();
  freezeClock(at("09:00"));
  await publishPriceBook({ ...firstPriceBook, prices });
  await someSizes();
  hub.control.running = [];
  clusterId = await aCollectedCluster(hub.apiUrl);
  alice = await aMeteredMember(clusterId, "alice");
});

afterEach(() => freezeClock(undefined));
afterAll(() => Promise.all([api.stop(), hub.stop()]));

async function collectAt(when: Date) {
  freezeClock(when);
  await collectCluster(clusterId, owedWindow(when));
}

/** A volume of 10 GiB, as a list of volumes would show it. */
const shelfSeen = (from: Date, seenAt: Date) =>
  upsertSegments(db, [
    {
      kind: "volume",
      clusterId,
      sourceUid: "shelf of alice",
      userId: alice.userId,
      environmentId: alice.environmentId,
      held: { [shelf]: 10_240n },
      fromAt: from,
      lastSeenAt: seenAt,
    },
  ]);

const asked = (start: Date, times: bigint) =>
  recordCounts([{ counter: "replica-1", windowStart: start, userId: alice.userId, counts: { [questions]: times } }]);

/** An hour of a small notebook and of her volume, and 40 questions. */
async function aliceWorks() {
  await aRun(alice.environmentId, at("10:00"), at("11:00"));
  await shelfSeen(at("10:00"), at("11:00"));
  freezeClock(at("10:20"));
  await asked(at("10:15"), 7n);
  await asked(at("10:15"), 40n);
  await collectAt(at("12:00"));
  await collectAt(at("12:15"));
  freezeClock(at("12:20"));
  await asked(at("10:15"), 40n);
}

const ONE_HOUR: [Meter, bigint][] = [
  ["cpu_hours", 40_000_000n],
  ["memory_gb_hours", 10_000_000n],
  [scratch, 20_000_000n],
  [shelf, 1_000_000n],
  [questions, 80_000_000n],
];
const total = sumNano(ONE_HOUR.map(([, amount]) => nano(amount)));

test("a meter is in windows, days and totals once it is in the table, has a price and is observed", async () => {
  await aliceWorks();
  const gib = 3_686_400_000n;
  const disks = { [scratch]: 20n * gib, [shelf]: 10n * gib };
  const used = { cpu_hours: 3_600_000_000n, memory_gb_hours: 2n * gib, ...disks, [questions]: 40n };
  expect(await sumsOf("usage_windows")).toEqual(used);
  expect(await sumsOf("usage_days")).toEqual(used);
  expect(await sql`select meter, rated_nano from usage_totals where quantity > 0 order by 1`).toEqual(
    ONE_HOUR.map(([meter, amount]) => ({ meter, rated_nano: amount })).toSorted((a, b) => (a.meter < b.meter ? -1 : 1)),
  );
});

test("the ledger, the month's statement and what an hour of a size costs have it", async () => {
  await aliceWorks();
  await settleUsage();
  expect((await statementOf(db, alice.userId)).lines[0]).toMatchObject({ kind: "usage", amount: -total });
  const usage = await usageOf(db, alice.userId, "2026-03-01");
  expect(usage.total).toBe(total);
  expect(usage.meters.map(({ meter, amount }) => [meter, amount])).toEqual(ONE_HOUR);
  expect((await pricedSizes(db))[0]?.pricePerHour).toBe(nano(40_000_000n + 10_000_000n + 20_000_000n));
});

test("the page, its CSV file, the API, its description and the export have it", async () => {
  await aliceWorks();
  const usage = await usageOf(db, alice.userId, "2026-03-01");
  const { meters: shown } = usageView(usage, "eu-1", { now: at("12:20"), openDay: null });
  expect(shown.map(({ meter, quantity }) => [meter, quantity])).toEqual([
    ["cpu_hours", "1.0000"],
    ["memory_gb_hours", "2.0000"],
    [scratch, "20.0000"],
    [shelf, "10.0000"],
    [questions, "40.0000"],
  ]);
  expect(usageCsv(usage, "EUR")).toMatch(/,currency,quantity_count\r\n[^]*,questions,,0\.002,0\.08,EUR,40\.0000\r\n/);
  await sql`insert into identities (issuer, subject, user_id, created_at) values ('https://idp.example', 'auth0|alice', ${alice.userId}, ${at("09:00")})`;
  const cookie = await cookieOfMember(alice.userId);
  expect(await answerOf(`${api.url}/api/usage`, { cookie })).toMatchObject([
    200,
    {
      currentUsage: { cpuHours: 1, gpuHours: 0, memoryGBHours: 2, scratchGBHours: 20, questions: 40, totalCost: 0.15 },
    },
  ]);
  expect(
    JSON.stringify(
      portalDocument(endpoints, { version: "0", portal: "http://localhost:3000", sessionCookie: "atrium" }),
    ),
  ).toContain("Hours of one GiB of scratch disk.");
  let csv = "";
  for await (const piece of exportCsv(alice.userId, "usage")) csv += piece;
  expect(csv.split("\r\n").slice(0, 2)).toEqual([
    "day,environmentId,priceBook,cpuHours,memoryGbHours,gpuHours,scratchGbHours,shelfGbHours,questions,runningHours",
    "2026-03-10,,1,0,0,0,0,0,40,0",
  ]);
});

test("what is told again changes nothing, and what is told later is final with the first word after its time", async () => {
  await aliceWorks();
  await asked(at("10:15"), 400n);
  await asked(at("10:30"), 3n);
  await asked(at("10:30"), 5n);
  expect(
    await sql`select revision, quantities[${definitionOf(questions).position}] as asked, is_final from usage_windows where cluster_id = '' order by window_start`,
  ).toEqual([
    { revision: 2, asked: 40n, is_final: true },
    { revision: 1, asked: 3n, is_final: true },
  ]);
  await expect(asked(later(at("10:30"), 1), 3n)).rejects.toThrow(RangeError);
});

test("a list of servers without the volume does not end it, and the volume does not end a run", async () => {
  await shelfSeen(at("10:00"), at("10:20"));
  hub.control.running = [{ username: alice.username, started: at("10:05"), profile: "small" }];
  await collectAt(at("10:30"));
  await shelfSeen(at("10:00"), at("10:40"));
  await collectAt(at("10:45"));
  expect(await sql`select kind, to_at from metered_segments order by 1`).toEqual([
    { kind: "volume", to_at: null },
    { kind: "workload", to_at: null },
  ]);
  const usage = await usageOf(db, alice.userId, "2026-03-01");
  const hours = Object.fromEntries(usage.meters.map(({ meter, quantity }) => [meter, Number(quantity)]));
  expect(hours).toMatchObject({ cpu_hours: 40 * 60_000_000, [shelf]: 40 * 60_000 * 10_240 });
});

test("what was used before it had a price costs nothing, and keeps costing nothing", async () => {
  await sql`delete from prices where meter in ${sql([scratch, shelf, questions])}`;
  invalidatePriceBooks();
  await publishPriceBook({ validFrom: at("10:30"), prices });
  const [all, books] = [meters().length, await priceBooks()];
  expect(books.map((book) => Object.keys(book.prices).length)).toEqual([all - 3, all]);
  await aRun(alice.environmentId, at("10:00"), at("11:00"));
  await collectAt(at("12:00"));
  const lines = (await usageOf(db, alice.userId, "2026-03-01")).days[0]?.environments[0]?.lines;
  expect(lines?.filter(({ meter }) => meter === scratch)).toMatchObject([
    { quantity: 10n * 3_686_400_000n, unitPrice: 0n, amount: 0n },
    { quantity: 10n * 3_686_400_000n, unitPrice: 1_000_000n, amount: 10_000_000n },
  ]);
});

test("old windows go only when days, totals and ledger have it too", async () => {
  await aliceWorks();
  freezeClock(later(at("12:00"), 500 * 24 * HOUR));
  expect(await dropOldWindows()).toMatchObject({ kept: { why: "notPosted" } });
  await settleUsage();
  await sql`update usage_totals set quantity = quantity + 1, posted_nano = rated_nano where meter = ${questions}`;
  expect(await dropOldWindows()).toMatchObject({ kept: { why: "totalsDiffer" } });
  await sql`update usage_totals set quantity = quantity - 1 where meter = ${questions}`;
  expect(await dropOldWindows()).toEqual({ dropped: ["2026-03-01", "2026-04-01", "2026-05-01"] });
});
