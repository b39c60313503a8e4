import { DAY, HOUR, MINUTE, clock, later } from "~/core/clock";
import { addJob } from "~/db/jobs.server";
import { db } from "~/db/pool.server";
import { deleteDueAccounts } from "~/domain/account/delete-due-accounts.server";
import { purgeIdempotentRequests } from "~/domain/access/idempotency/idempotent-requests.server";
import { CHECK_TASK } from "~/domain/activity/chain.queries.server";
import { purgeOutbox } from "~/domain/activity/outbox/purge-outbox.server";
import { verifyActivity } from "~/domain/activity/verify-activity.server";
import { settleOpenPurchases } from "~/domain/billing/purchases/settle-open-purchases.server";
import { settleUsage } from "~/domain/billing/usage/settle-usage.server";
import { admitWaiting } from "~/domain/clusters/placement/admit-waiting.server";
import { checkHopsworks } from "~/domain/clusters/connections/check-hopsworks.server";
import { clusterCapacities } from "~/domain/clusters/clusters.queries.server";
import { resumePlacements } from "~/domain/clusters/placement/resume-placements.server";
import { stopSuspended } from "~/domain/workloads/stop-suspended.server";
import { expireImpersonations } from "~/domain/identity/impersonation/expire-impersonations.server";
import { purgeSessions } from "~/domain/identity/sessions/purge-sessions.server";
import { dropOldWindows } from "~/domain/metering/windows/drop-old-windows.server";
import { ensurePartitions } from "~/domain/metering/windows/ensure-partitions.server";
import { stopUnpaid } from "~/domain/metering/credit-stop/stop-unpaid.server";
import { WINDOW } from "~/domain/metering/windows/usage-window";
import { purgeDeliveries } from "~/domain/webhooks/deliveries/purge-deliveries.server";
import { deleteOldRuns } from "./cron-runs.queries.server";
import { sweepDeadWorkers } from "./heartbeats.queries.server";
import { sweepSinceLast } from "./sweep-since-last.server";
import { tendExhausted } from "./tend-exhausted-jobs.server";

export type Task = {
  name: string;
  /** Five fields of cron, UTC. */
  schedule: string;
  /** A tick is claimed once per window of this length. */
  windowMs: number;
  /** Must be safe to run late, twice, and on two machines at once. What it reports (or counts) is kept with the run. */
  run: (windowStart: Date) => Promise<Record<string, unknown> | number>;
};

export const schedule: readonly Task[] = [
  { name: "collect-usage", schedule: "*/15 * * * *", windowMs: WINDOW, run: collectUsage },
  { name: "settle-usage", schedule: "20 * * * *", windowMs: HOUR, run: settleUsage },
  { name: "stop-unpaid", schedule: "* * * * *", windowMs: MINUTE, run: stopUnpaid },
  { name: "settle-open-purchases", schedule: "*/5 * * * *", windowMs: 5 * MINUTE, run: settleOpenPurchases },
  {
    name: "sweep-stripe",
    schedule: "*/15 * * * *",
    windowMs: 15 * MINUTE,
    run: (at) => sweepSinceLast("sweep-stripe", at, 3 * HOUR),
  },
  {
    name: "compare-stripe",
    schedule: "35 4 * * *",
    windowMs: DAY,
    run: (at) => sweepSinceLast("compare-stripe", at, 7 * DAY),
  },
  { name: "watch-clusters", schedule: "* * * * *", windowMs: MINUTE, run: watchClusters },
  { name: "check-hopsworks", schedule: "* * * * *", windowMs: MINUTE, run: checkHopsworks },
  { name: "admit-waiting", schedule: "* * * * *", windowMs: MINUTE, run: admitWaiting },
  { name: "resume-placements", schedule: "*/5 * * * *", windowMs: 5 * MINUTE, run: resumePlacements },
  { name: "sweep-dead-workers", schedule: "* * * * *", windowMs: MINUTE, run: () => sweepDeadWorkers(db) },
  { name: "tend-exhausted-jobs", schedule: "35 * * * *", windowMs: HOUR, run: tendExhausted },
  { name: "expire-impersonations", schedule: "* * * * *", windowMs: MINUTE, run: expireImpersonations },
  { name: "stop-suspended", schedule: "* * * * *", windowMs: MINUTE, run: () => stopSuspended() },
  { name: "delete-due-accounts", schedule: "*/5 * * * *", windowMs: 5 * MINUTE, run: deleteDueAccounts },
  { name: "purge-sessions", schedule: "40 3 * * *", windowMs: DAY, run: purgeSessions },
  {
    name: "purge-idempotent-requests",
    schedule: "45 3 * * *",
    windowMs: DAY,
    run: purgeIdempotentRequests,
  },
  { name: "purge-outbox", schedule: "45 3 * * *", windowMs: DAY, run: purgeOutbox },
  { name: "purge-deliveries", schedule: "45 3 * * *", windowMs: DAY, run: purgeDeliveries },
  { name: "ensure-partitions", schedule: "50 3 * * *", windowMs: DAY, run: () => ensurePartitions(clock.now()) },
  { name: "drop-old-windows", schedule: "25 3 * * *", windowMs: DAY, run: dropOldWindows },
  { name: CHECK_TASK, schedule: "10 4 * * *", windowMs: DAY, run: () => verifyActivity() },
  {
    name: "forget-runs",
    schedule: "0 4 * * *",
    windowMs: DAY,
    run: () => deleteOldRuns(db, later(clock.now(), -30 * DAY)),
  },
];

/** How often a collection is tried in its window: for about four minutes. The next window's makes up for what is left. */
const COLLECTION_ATTEMPTS = 6;

/** A job per cluster, so that a broken one delays nobody. What is collected is the window that ended when the tick's began. */
async function collectUsage(windowStart: Date): Promise<{ clusters: number }> {
  const window = later(windowStart, -WINDOW).toISOString();
  const clusters = await clusterCapacities(db);
  for (const { id: clusterId } of clusters)
    await addJob(
      db,
      "collect_cluster",
      { clusterId, window },
      { key: `collect:${clusterId}`, maxAttempts: COLLECTION_ATTEMPTS },
    );
  return { clusters: clusters.length };
}

async function watchClusters(): Promise<{ clusters: number }> {
  const clusters = await clusterCapacities(db);
  for (const { id: clusterId } of clusters)
    await addJob(db, "watch_cluster", { clusterId }, { key: `watch:${clusterId}`, maxAttempts: 1 });
  return { clusters: clusters.length };
}
