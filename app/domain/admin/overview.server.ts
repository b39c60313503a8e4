import { clock, later } from "~/core/clock";
import { periodOf } from "~/core/month";
import { exhaustedJobs } from "~/db/exhausted-jobs.queries.server";
import type { Db } from "~/db/pool.server";
import { findLastCheck } from "~/domain/activity/chain.queries.server";
import { countUnresolved } from "~/domain/billing/quarantine/quarantine.queries.server";
import { countUnapplied } from "~/domain/billing/quarantine/unapplied-payments.queries.server";
import { clustersInNeedFirst, countClusters, countHubsDown } from "~/domain/clusters/clusters.queries.server";
import { countUnattributed, lastCollection } from "~/domain/metering/collection/collection-health.queries.server";
import { owedWindow } from "~/domain/metering/collection/coverage";
import { gapsOfAll } from "~/domain/metering/collection/coverage.queries.server";
import { WINDOW } from "~/domain/metering/windows/usage-window";
import { clustersWithState } from "./clusters-with-state.server";
import { countActive, countFailed } from "./environments.queries.server";
import { memberTotal, spentInPeriod } from "./everybody.server";
import { countPlaced, countPlacements } from "./members.queries.server";
import type { Overview } from "./overview";

/** As many clusters as are worth a look at a glance, and as many with gaps as are named. */
const SHOWN_CLUSTERS = 8;
const NAMED_GAPS = 3;

const LAST_HOUR = 4;

/** Gathers what the overview shows; nothing of it waits for another, and nothing of it grows with how much there is. */
export async function overview(db: Db): Promise<Overview> {
  const now = clock.now();
  const last = owedWindow(now);
  const [counts, clusters, gaps, lastCollectedAt, unattributed, spentThisMonth, exhausted, logCheck] =
    await Promise.all([
      countsOf(db),
      clustersInNeedFirst(db, SHOWN_CLUSTERS).then((shown) => clustersWithState(db, shown)),
      gapsOfAll(db, { from: later(last, -(LAST_HOUR - 1) * WINDOW), last }, NAMED_GAPS),
      lastCollection(db),
      countUnattributed(db),
      spentInPeriod(periodOf(now)),
      exhaustedJobs(db),
      findLastCheck(db),
    ]);
  return {
    ...counts,
    clusters,
    gaps,
    lastCollectedAt,
    unattributed,
    spentThisMonth,
    jobsExhausted: exhausted.filter((one) => !one.isAskedForAgain).reduce((sum, { count }) => sum + count, 0),
    isLogBroken: logCheck?.report.state === "broken",
  };
}

async function countsOf(db: Db) {
  const [members, placed, active, waiting, placementsFailed, startsFailed, quarantined, clusterCount, hubsDown] =
    await Promise.all([
      memberTotal(),
      countPlaced(db),
      countActive(db),
      countPlacements(db, "waiting"),
      countPlacements(db, "failed"),
      countFailed(db),
      countToCheck(db),
      countClusters(db),
      countHubsDown(db),
    ]);
  return { members, placed, active, waiting, placementsFailed, startsFailed, quarantined, clusterCount, hubsDown };
}

/** Payments that a person has to look at. */
async function countToCheck(db: Db): Promise<number> {
  const [unresolved, unapplied] = await Promise.all([countUnresolved(db), countUnapplied(db)]);
  return unresolved + unapplied;
}
