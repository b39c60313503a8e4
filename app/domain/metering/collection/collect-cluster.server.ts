import { AppError } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { log } from "~/core/log.server";
import type { CompleteList } from "~/core/workload-backend";
import { db, type Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { isNothing } from "~/domain/billing/prices/quantities";
import { backendOf } from "~/domain/clusters/connections/connections.server";
import { markSeen } from "~/domain/workloads/listed.queries.server";
import {
  beginRun,
  coveredUntil,
  failRun,
  findReport,
  finishRun,
  lockClusterCollection,
  settlePassedOver,
  type CollectorReport,
} from "./collector-runs.queries.server";
import { firstOpenWindow } from "./coverage";
import { deriveUsage } from "./derive-usage.server";
import { measureCollectorLag } from "./measure-collector-lag.server";
import { rollUpUsage } from "~/domain/metering/windows/roll-up-usage.server";
import { windowsHeldFrom } from "~/domain/metering/windows/retention.queries.server";
import { oweRollUp } from "~/domain/metering/windows/roll-up.queries.server";
import { mergeSighting, type Segment, type Sighting } from "./segment";
import { attribute, closeVanished, ownSightings, upsertSegments } from "./sightings.queries.server";
import { windowStartOf } from "~/domain/metering/windows/usage-window";

/** A complete list, and when it was asked for on the portal's clock: all of it, or nothing is concluded. */
type Observed = { list: CompleteList; askedAt: Date };

/**
 * Collects one cluster for one window: observes the hub, merges what it and the portal know into segments, and derives every window
 * that is still open, so that one run makes up for all that were missed. A window that is done stays as it is. When the hub cannot
 * answer, nothing is concluded and the report says `failed`; anything else that goes wrong is recorded as failed and thrown.
 * `again` looks once more where the window is done already, because somebody wants to see what is so now.
 */
export async function collectCluster(
  clusterId: ClusterId,
  windowStart: Date,
  { again = false } = {},
): Promise<CollectorReport> {
  const isOwed = await beginRun(db, clusterId, windowStart, clock.now());
  if (!isOwed && !again) {
    // Whoever collected it may have died before this.
    await rollUpUsage();
    return requireReport(clusterId, windowStart);
  }
  const failureCode = await attempt(clusterId, windowStart, again);
  await measureCollectorLag(db, clock.now());
  const report = await requireReport(clusterId, windowStart);
  // The window stays done, and yet this look at it failed.
  return failureCode && again ? { ...report, state: "failed", failureCode } : report;
}

/** Returns why the hub could not be seen; undefined when it was. */
async function attempt(clusterId: ClusterId, windowStart: Date, again: boolean): Promise<string | undefined> {
  try {
    const observed = await observe(clusterId);
    await transaction((tx) => conclude(tx, clusterId, windowStart, observed, again));
    await rollUpUsage();
    return undefined;
  } catch (error) {
    const code = error instanceof AppError ? error.code : "collectionFailed";
    await failRun(db, clusterId, windowStart, clock.now(), code);
    if (!(error instanceof AppError)) throw error;
    return code;
  }
}

/** What was seen alive stays seen, whether or not the rest of the collection succeeds; and nobody's stop waits for it. */
async function observe(clusterId: ClusterId): Promise<Observed> {
  const backend = await backendOf(clusterId);
  const askedAt = clock.now();
  const list = await backend.listRunning();
  await markSeen(db, clusterId, list.workloads, askedAt);
  return { list, askedAt };
}

async function conclude(
  tx: Db,
  clusterId: ClusterId,
  windowStart: Date,
  { list, askedAt }: Observed,
  again: boolean,
): Promise<void> {
  await lockClusterCollection(tx, clusterId);
  if (!again && (await findReport(tx, clusterId, windowStart))?.state === "done") return;
  const { joinedAt, listBeganAt } = await coveredUntil(tx, clusterId);
  const owedFrom = listBeganAt ? firstOpenWindow(listBeganAt) : windowStartOf(joinedAt);
  const heldFrom = await windowsHeldFrom(tx);
  const open = heldFrom && heldFrom > owedFrom ? heldFrom : owedFrom;

  const seen = await attribute(tx, clusterId, list, askedAt);
  await upsertSegments(tx, merged(seen));
  await upsertSegments(tx, merged(await ownSightings(tx, clusterId, open)));
  const vanished = await closeVanished(tx, clusterId, "workload", askedAt);

  const changed = await deriveUsage(tx, { clusterId, since: open, finalBefore: firstOpenWindow(askedAt) });
  await oweRollUp(tx, changed);

  const finishedAt = clock.now();
  const unattributed = seen.filter((sighting) => !sighting.userId).length;
  const unsized = seen.filter((sighting) => isNothing(sighting.held)).length;
  await finishRun(tx, { clusterId, windowStart, startedAt: askedAt, finishedAt, seen: seen.length, unattributed });
  await settlePassedOver(tx, clusterId, joinedAt, windowStart, finishedAt);
  log.info(
    { clusterId, windowStart, seen: seen.length, unattributed, unsized, vanished, changedDays: changed.length },
    "cluster collected",
  );
}

/** One row per source: a list may say the same server twice. */
function merged(sightings: readonly Sighting[]): Segment[] {
  const segments = new Map<string, Segment>();
  for (const sighting of sightings)
    segments.set(sighting.sourceUid, mergeSighting(segments.get(sighting.sourceUid), sighting));
  return [...segments.values()];
}

async function requireReport(clusterId: ClusterId, windowStart: Date): Promise<CollectorReport> {
  const report = await findReport(db, clusterId, windowStart);
  if (!report) throw new Error(`the collection of ${clusterId} at ${windowStart.toISOString()} left no record`);
  return report;
}
