import { refuse } from "~/core/app-error";
import { clock, later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { log } from "~/core/log.server";
import { addJob } from "~/db/jobs.server";
import { notify } from "~/db/notify.server";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { clusterCapacities } from "~/domain/clusters/clusters.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import { collectCluster } from "~/domain/metering/collection/collect-cluster.server";
import { countMeteredMembers } from "~/domain/metering/collection/collection-health.queries.server";
import { owedWindow } from "~/domain/metering/collection/coverage";
import {
  COLLECT_NOW,
  CUT_OFF_AFTER,
  collectionRunId,
  type ClusterCollected,
  type CollectionReport,
} from "~/domain/metering/collection/collection-run";
import {
  addToReport,
  beginTaskRun,
  claimTick,
  finishTaskRun,
  lockRunUnderWay,
  reportSoFar,
} from "./cron-runs.queries.server";

/** A run whose worker died is begun once more. */
const MOST_ATTEMPTS = 2;

/**
 * Asks, for an admin, that every cluster be looked at now, and returns the id of the run; a background job makes it, and the scheduled
 * collections go on as they would have. One run at a time, on all replicas: refuses `conflict` with the id of the one that is under way.
 */
export async function requestCollection(actor: Viewer): Promise<string> {
  return transaction(async (tx) => {
    const underWay = await lockRunUnderWay(tx, COLLECT_NOW, later(clock.now(), -CUT_OFF_AFTER));
    if (underWay) refuse("conflict", "collectionUnderWay", { runId: collectionRunId(underWay) }, 5);
    const now = clock.now();
    const runId = collectionRunId(now);
    await claimTick(tx, COLLECT_NOW, now, now);
    await recordActivity(tx, {
      actorId: actor.userId,
      action: "usage.collect",
      targetKind: "collection",
      targetId: runId,
    });
    await addJob(tx, "collect_now", { requestedAt: now.toISOString() }, { key: runId, maxAttempts: MOST_ATTEMPTS });
    return runId;
  });
}

/** The job of a run that was asked for: collects all clusters at once, and reports each as soon as it has been seen. */
export async function collectNow(requestedAt: Date): Promise<void> {
  const runId = collectionRunId(requestedAt);
  if (!(await beginTaskRun(db, COLLECT_NOW, requestedAt, clock.now()))) return;
  const changed = () => notify(db, "collection", runId);
  try {
    const all = await clusterCapacities(db);
    const begun: CollectionReport = { of: all.length, clusters: [] };
    await reportSoFar(db, COLLECT_NOW, requestedAt, begun);
    await changed();
    const clusters = await Promise.all(
      all.map(async ({ id }) => {
        const one = await collectOne(id);
        await addToReport(db, COLLECT_NOW, requestedAt, "clusters", one);
        await changed();
        return one;
      }),
    );
    const report: CollectionReport = { of: all.length, clusters, users: await countMeteredMembers(db) };
    await finishTaskRun(db, COLLECT_NOW, requestedAt, clock.now(), { state: "done", report });
  } catch (error) {
    await finishTaskRun(db, COLLECT_NOW, requestedAt, clock.now(), { state: "failed", error: "collectionFailed" });
    throw error;
  } finally {
    await changed();
  }
}

/** What goes wrong with one cluster hides nothing of the others. */
async function collectOne(clusterId: ClusterId): Promise<ClusterCollected> {
  const report = await collectCluster(clusterId, owedWindow(clock.now()), { again: true }).catch((error: unknown) => {
    log.error({ err: error, clusterId }, "a cluster could not be collected");
  });
  if (report?.state === "done") return { clusterId, ok: true, samples: report.seen ?? 0 };
  return { clusterId, ok: false, samples: 0, failureCode: report?.failureCode ?? "collectionFailed" };
}
