import { clock } from "~/core/clock";
import { periodOf } from "~/core/month";
import { exhaustedJobs } from "~/db/exhausted-jobs.queries.server";
import type { Db } from "~/db/pool.server";
import { findLastCheck } from "~/domain/activity/chain.queries.server";
import { countUnresolved } from "~/domain/billing/quarantine.queries.server";
import { clustersOverview } from "~/domain/clusters/clusters.queries.server";
import { collectionHealth } from "~/domain/metering/collection-health.server";
import type { Overview } from "./overview";
import { activeByCluster, countActive, countFailed } from "./environments.queries.server";
import { countMembers, countPlaced, countPlacements } from "./members.queries.server";
import { spentInPeriod } from "./overview.queries.server";

/** Gathers what the overview shows; nothing of it waits for another. */
export async function overview(db: Db): Promise<Overview> {
  const now = clock.now();
  const [
    members,
    placed,
    active,
    byCluster,
    spentThisMonth,
    clusters,
    collection,
    waiting,
    placementsFailed,
    startsFailed,
    quarantined,
    exhausted,
    logCheck,
  ] = await Promise.all([
    countMembers(db),
    countPlaced(db),
    countActive(db),
    activeByCluster(db),
    spentInPeriod(db, periodOf(now)),
    clustersOverview(db),
    collectionHealth(db, now),
    countPlacements(db, "waiting"),
    countPlacements(db, "failed"),
    countFailed(db),
    countUnresolved(db),
    exhaustedJobs(db),
    findLastCheck(db),
  ]);
  return {
    members,
    placed,
    active,
    byCluster,
    spentThisMonth,
    clusters,
    collection,
    waiting,
    placementsFailed,
    startsFailed,
    quarantined,
    jobsExhausted: exhausted.filter((one) => !one.isAskedForAgain).reduce((sum, { count }) => sum + count, 0),
    isLogBroken: logCheck?.report.state === "broken",
  };
}
