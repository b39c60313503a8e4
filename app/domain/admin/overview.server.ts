import { clock } from "~/core/clock";
import { periodOf } from "~/core/month";
import type { Db } from "~/db/pool.server";
import { clustersOverview } from "~/domain/clusters/clusters.queries.server";
import { collectionHealth } from "~/domain/metering/collection-health.server";
import { activeByCluster, countActive, countFailed } from "./environments.queries.server";
import { countMembers, countPlaced, countPlacements } from "./members.queries.server";
import { countQuarantined, spentInPeriod } from "./overview.queries.server";

/** Everything that an admin should know at a glance; each count is of the list that it leads to. */
export async function overview(db: Db) {
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
    countQuarantined(db),
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
  };
}

export type Overview = Awaited<ReturnType<typeof overview>>;
