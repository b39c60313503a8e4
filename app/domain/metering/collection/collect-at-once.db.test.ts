import { meteredSegments } from "@schema/metering";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freezeClock, later, MINUTE } from "~/core/clock";
import { newId, type ClusterId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { asOwner } from "~/testing/database/as-owner";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import {
  aCollectedCluster,
  aMeteredMember,
  at,
  emptyMetering,
  small,
  someSizes,
  type MeteredMember,
  storedHeld,
} from "~/testing/billing/metering-fixtures";
import { collectCluster } from "./collect-cluster.server";
import { owedWindow } from "./coverage";
import { ensurePartitions } from "~/domain/metering/windows/ensure-partitions.server";
import { WINDOW } from "~/domain/metering/windows/usage-window";

let hub: HubAtAnyTime;
let clusters: ClusterId[];
let members: MeteredMember[];

beforeAll(async () => {
  hub = await startHubAtAnyTime();
  await ensurePartitions(at("10:00"));
  await ensureFirstPriceBook();
});

beforeEach(async () => {
  await emptyMetering();
  freezeClock(at("09:00"));
  await someSizes();
  clusters = [await aCollectedCluster(hub.apiUrl), await aCollectedCluster(hub.apiUrl)];
  members = [];
  for (const name of ["alice", "bob", "charlie"]) members.push(await aMeteredMember(clusters[0] as ClusterId, name));
});

afterEach(() => freezeClock(undefined));
afterAll(() => hub.stop());

/** Something that ran for a member on whichever cluster, and was seen to. */
async function ran(
  clusterId: ClusterId | undefined,
  { userId }: MeteredMember,
  from: Date,
  seconds: number,
): Promise<void> {
  const id = newId("seg");
  const toAt = later(from, seconds * 1000);
  await db.insert(meteredSegments).values({
    held: storedHeld(small),
    id,
    clusterId: String(clusterId),
    sourceUid: id,
    userId,
    environmentId: newId("env"),
    fromAt: from,
    toAt,
    endEvidence: "stopped",
    lastSeenAt: toAt,
  });
}

const collect = (clusterId: ClusterId | undefined, now: Date) =>
  collectCluster(clusterId as ClusterId, owedWindow(now));

/** Seconds that people are charged for: by their windows, and by what is billed. The cost of a second is the same for all. */
async function charged() {
  const [row] = await sql<{ windows: number; days: number; totals: number; owed: number }[]>`
    select (select coalesce(sum(quantities[1]), 0)::float8 from usage_windows) as windows,
      (select coalesce(sum(quantities[1]), 0)::float8 from usage_days) as days,
      (select coalesce(sum(quantity), 0)::float8 from usage_totals where meter = 'cpu_hours') as totals,
      (select count(*)::int from changed_usage_days) as owed`;
  return row;
}

test("clusters that share members and are collected at once, again and again, charge all that ran on both", async () => {
  let seconds = 0;
  for (let round = 0; round < 8; round++) {
    const due = later(at("10:15"), round * WINDOW);
    for (const [i, clusterId] of clusters.entries())
      for (const [j, member] of members.entries()) {
        const lasted = 60 + 7 * i + 11 * j + round;
        await ran(clusterId, member, later(due, -14 * MINUTE), lasted);
        seconds += lasted;
      }
    freezeClock(due);
    await Promise.all(clusters.map((clusterId) => collect(clusterId, due)));
    const all = seconds * 1_000_000;
    expect(await charged(), `round ${round}`).toEqual({ windows: all, days: all, totals: all, owed: 0 });
  }
}, 60_000);

test("a cluster's collection does not wait for another's that is held up at a member of both, and nothing is lost", async () => {
  const [alice, bob] = members as [MeteredMember, MeteredMember];
  await ran(clusters[0], alice, at("10:00"), 300);
  freezeClock(at("10:15"));
  await collect(clusters[0], at("10:15"));

  await ran(clusters[0], alice, at("10:16"), 300);
  await ran(clusters[1], alice, at("10:16"), 600);
  await ran(clusters[1], bob, at("10:16"), 60);
  freezeClock(at("10:30"));
  const heldUp = await asOwner((owner) =>
    owner.begin(async (tx) => {
      await tx`select 1 from usage_days where user_id = ${alice.userId} for update`;
      const first = collect(clusters[0], at("10:30"));
      await expect.poll(isSomebodyWaiting).toBe(true);
      expect((await collect(clusters[1], at("10:30"))).state).toBe("done");
      const bobs = await sql`select 1 from usage_days where user_id = ${bob.userId}`;
      expect(bobs, "nobody else waits either").toHaveLength(1);
      return { first };
    }),
  );
  await heldUp.first;
  const all = (300 + 300 + 600 + 60) * 1_000_000;
  expect(await charged()).toEqual({ windows: all, days: all, totals: all, owed: 0 });
});

test("a roll-up that came to nothing is owed, and made by the next collection", async () => {
  await ran(clusters[0], members[0] as MeteredMember, at("10:00"), 300);
  freezeClock(at("10:15"));
  await asOwner((owner) => owner`alter table usage_days add constraint no_days check (false) not valid`);
  try {
    await collect(clusters[0], at("10:15"));
  } finally {
    await asOwner((owner) => owner`alter table usage_days drop constraint no_days`);
  }
  expect(await charged()).toMatchObject({ windows: 300_000_000, days: 0, owed: 1 });
  await collect(clusters[0], at("10:15"));
  expect(await charged()).toMatchObject({ days: 300_000_000, totals: 300_000_000, owed: 0 });
});

const isSomebodyWaiting = async () =>
  (
    await asOwner(
      (owner) => owner`
        select 1 from pg_locks join pg_stat_activity using (pid)
        where not granted and locktype = 'transactionid' and datname = current_database()`,
    )
  ).length > 0;
