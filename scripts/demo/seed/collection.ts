import { clock, later, MINUTE, SECOND } from "../../../app/core/clock";
import { settleUsage } from "../../../app/domain/billing/usage/settle-usage.server";
import { collectCluster } from "../../../app/domain/metering/collection/collect-cluster.server";
import { owedWindow } from "../../../app/domain/metering/collection/coverage";
import { WINDOW, windowStartOf } from "../../../app/domain/metering/windows/usage-window";
import { DAYS, type Calendar } from "./calendar";
import { markCollectedOnTime } from "./history.queries.server";
import { longOutage, recentOutage } from "./outages";
import { recordWork } from "./work";
import type { Happening, World } from "./world";

/** After the tick of a window, so that what it collects has ended. */
const TICK = 3 * SECOND;

/** Usage is collected and charged every night at twenty past twelve: what was used the day before is then in the ledger. */
export function collections(calendar: Calendar): Happening[] {
  const nights = Array.from({ length: DAYS - 1 }, (_, day) => later(calendar.midnight(day + 1), 20 * MINUTE));
  const [long, recent] = [longOutage(calendar), recentOutage(calendar)];
  return [
    ...nights.map((at) => ({ at, does: settleNight })),
    // The last list before the hub was away, and the first after it.
    { at: later(long.from, -WINDOW + TICK), does: collectSecond },
    { at: later(long.to, TICK), does: collectSecond },
    { at: later(recent.from, -WINDOW + TICK), does: collectSecond },
    { at: later(recent.to, TICK), does: collectSecond },
  ];
}

/** Where nothing ran there is nothing to collect: the next night covers the windows of this one. */
async function settleNight(world: World): Promise<void> {
  for (const clusterId of await recordWork(world)) world.uncollected.add(clusterId);
  const { second } = world.clusters;
  const due = [...world.uncollected].filter((clusterId) => clusterId !== second || isAnswering(world));
  await Promise.all(due.map((clusterId) => collectCluster(clusterId, owedWindow(clock.now()))));
  for (const clusterId of due) world.uncollected.delete(clusterId);
  if (due.length > 0) await settleUsage();
}

async function collectSecond(world: World): Promise<void> {
  for (const clusterId of await recordWork(world)) world.uncollected.add(clusterId);
  const { second } = world.clusters;
  if (!second) return;
  await collectCluster(second, owedWindow(clock.now()));
  world.uncollected.delete(second);
}

function isAnswering({ calendar }: World): boolean {
  const now = clock.now();
  return [longOutage(calendar), recentOutage(calendar)].every(({ from, to }) => now < from || now > to);
}

/** The last collection, now; then all windows but those of the outages count as collected when they were due. */
export async function collectUntilNow(world: World): Promise<void> {
  const { calendar, clusters, joined } = world;
  const owed = owedWindow(clock.now());
  const [long, recent] = [longOutage(calendar), recentOutage(calendar)];
  for (const [clusterId, from] of joined) {
    await collectCluster(clusterId, owed);
    const begin = windowStartOf(from);
    const stretches =
      clusterId === clusters.second
        ? ([
            [begin, long.from],
            [long.to, recent.from],
            [recent.to, owed],
          ] as const)
        : ([[begin, owed]] as const);
    for (const [start, end] of stretches) await markCollectedOnTime(clusterId, start, end);
  }
  await settleUsage();
}
