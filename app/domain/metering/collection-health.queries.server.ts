import { clusters } from "@schema/clusters";
import { collectorRuns, meteredSegments } from "@schema/metering";
import { asc, eq, gte, isNull, sql as raw } from "drizzle-orm";
import { instant } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { CollectorRun } from "./coverage";

export type CollectedCluster = {
  clusterId: ClusterId;
  name: string;
  joinedAt: Date;
  lastCompleteAt: Date | undefined;
  unattributed: number;
  unsized: number;
};

/** Every cluster with its last complete list and what is odd about the servers that run there now. */
export async function clustersCollected(db: Db): Promise<CollectedCluster[]> {
  const odd = db
    .select({
      clusterId: meteredSegments.clusterId,
      unattributed: raw<string | null>`count(*) filter (where ${meteredSegments.userId} is null)`.as("unattributed"),
      unsized: raw<
        string | null
      >`count(*) filter (where ${meteredSegments.cpuMilli} = 0 and ${meteredSegments.memoryMib} = 0)`.as("unsized"),
    })
    .from(meteredSegments)
    .where(isNull(meteredSegments.toAt))
    .groupBy(meteredSegments.clusterId)
    .as("odd");
  const lastCompleteAt =
    raw`(select max(r.started_at) from collector_runs r where r.cluster_id = ${clusters.id} and r.state = 'done')`.mapWith(
      (at: string): Date | null => instant(at),
    );
  const rows = await db
    .select({
      clusterId: clusters.id,
      name: clusters.name,
      joinedAt: clusters.createdAt,
      lastCompleteAt,
      unattributed: odd.unattributed,
      unsized: odd.unsized,
    })
    .from(clusters)
    .leftJoin(odd, eq(odd.clusterId, clusters.id))
    .orderBy(asc(clusters.name));
  return rows.map((row) => ({
    ...row,
    clusterId: row.clusterId as ClusterId,
    lastCompleteAt: row.lastCompleteAt ?? undefined,
    unattributed: Number(row.unattributed ?? 0),
    unsized: Number(row.unsized ?? 0),
  }));
}

/** How many members have servers that ran when their cluster was last seen. */
export async function countMeteredMembers(db: Db): Promise<number> {
  const [row] = await db
    .select({ members: raw<number>`count(distinct ${meteredSegments.userId})::int` })
    .from(meteredSegments)
    .where(isNull(meteredSegments.toAt));
  return row?.members ?? 0;
}

export type RunOfCluster = CollectorRun & { clusterId: ClusterId };

/** The runs of every cluster for windows from `from` on. */
export async function runsSince(db: Db, from: Date): Promise<RunOfCluster[]> {
  const { clusterId, windowStart, state, finishedAt, failureCode } = collectorRuns;
  const rows = await db
    .select({ clusterId, windowStart, state, finishedAt, failureCode })
    .from(collectorRuns)
    .where(gte(windowStart, from));
  return rows.map((row) => ({
    clusterId: row.clusterId as ClusterId,
    windowStart: row.windowStart,
    state: row.state,
    ...(row.finishedAt && { finishedAt: row.finishedAt }),
    ...(row.failureCode && { failureCode: row.failureCode }),
  }));
}
