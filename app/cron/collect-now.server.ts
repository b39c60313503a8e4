import { refuse } from "~/core/app-error";
import { clock, later, MINUTE } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { roomOfClusters } from "~/domain/clusters/clusters.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import { collectCluster } from "~/domain/metering/collect-cluster.server";
import { countMeteredMembers } from "~/domain/metering/collection-health.queries.server";
import { owedWindow } from "~/domain/metering/coverage";
import { beginTaskRun, claimTick, finishTaskRun, lockRunUnderWay } from "./cron-runs.queries.server";

const TASK = "collect-now";

/** A run that has not ended after this long was cut off, and stands in nobody's way. */
const LONGEST = 5 * MINUTE;

export type ClusterCollected = { clusterId: ClusterId; ok: boolean; samples: number; failureCode?: string };

export type CollectionRun = {
  runId: string;
  clusters: ClusterCollected[];
  /** Members whose servers ran when they were seen. */
  users: number;
  startedAt: Date;
  finishedAt: Date;
};

/**
 * Looks at every cluster now, at an admin's wish, and tells what was found; the scheduled collections go on as they would have. One run
 * at a time, on all replicas: refuses `conflict` with the id of the one that is under way.
 */
export async function collectNow(actor: Viewer): Promise<CollectionRun> {
  const startedAt = await begin(actor);
  try {
    const clusters = await Promise.all((await roomOfClusters(db)).map(({ id }) => collectOne(id)));
    const run = { clusters, users: await countMeteredMembers(db) };
    const finishedAt = clock.now();
    await finishTaskRun(db, TASK, startedAt, finishedAt, { state: "done", report: run });
    return { runId: idOf(startedAt), ...run, startedAt, finishedAt };
  } catch (error) {
    await finishTaskRun(db, TASK, startedAt, clock.now(), { state: "failed", error: "collectionFailed" });
    throw error;
  }
}

/** The run is known by the instant at which it began: there is one at a time. */
const idOf = (startedAt: Date) => `collect-${startedAt.toISOString().replace(/\D/g, "")}`;

async function begin(actor: Viewer): Promise<Date> {
  return transaction(async (tx) => {
    const underWay = await lockRunUnderWay(tx, TASK, later(clock.now(), -LONGEST));
    if (underWay) refuse("conflict", "collectionUnderWay", { runId: idOf(underWay) }, 5);
    const now = clock.now();
    await claimTick(tx, TASK, now, now);
    await beginTaskRun(tx, TASK, now, now);
    const run = { targetKind: "collection", targetId: idOf(now) } as const;
    await recordActivity(tx, { actorId: actor.userId, action: "usage.collect", ...run });
    return now;
  });
}

/** What goes wrong with one cluster hides nothing of the others. */
async function collectOne(clusterId: ClusterId): Promise<ClusterCollected> {
  const report = await collectCluster(clusterId, owedWindow(clock.now()), { again: true }).catch((error: unknown) => {
    log.error({ err: error, clusterId }, "a cluster could not be collected");
  });
  if (report?.state === "done") return { clusterId, ok: true, samples: report.seen ?? 0 };
  return { clusterId, ok: false, samples: 0, failureCode: report?.failureCode ?? "collectionFailed" };
}
