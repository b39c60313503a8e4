import { clusters } from "@schema/clusters";
import { collectorRuns, meteredSegments } from "@schema/metering";
import { and, asc, eq, gte, inArray, isNull, sql as raw } from "drizzle-orm";
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

const isUnattributed = raw`${meteredSegments.userId} is null`;
const isUnsized = raw`${meteredSegments.held} = '{}'`;
/** In the words of the index that holds these alone. */
const isOdd = raw`(${isUnattributed} or ${isUnsized})`;

/** These clusters, or every one, with their last complete list and what is odd about the servers that run there now; by name. */
export async function clustersCollected(db: Db, ids?: readonly ClusterId[]): Promise<CollectedCluster[]> {
  const odd = db
    .select({
      clusterId: meteredSegments.clusterId,
      unattributed: raw<string | null>`count(*) filter (where ${isUnattributed})`.as("unattributed"),
      unsized: raw<string | null>`count(*) filter (where ${isUnsized})`.as("unsized"),
    })
    .from(meteredSegments)
    .where(and(isNull(meteredSegments.toAt), isOdd))
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
    .where(ids && inArray(clusters.id, [...ids]))
    .orderBy(asc(clusters.name));
  return rows.map((row) => ({
    ...row,
    clusterId: row.clusterId as ClusterId,
    lastCompleteAt: row.lastCompleteAt ?? undefined,
    unattributed: Number(row.unattributed ?? 0),
    unsized: Number(row.unsized ?? 0),
  }));
}

/** When the newest complete list of any cluster began; undefined until there is one. */
export async function lastCollection(db: Db): Promise<Date | undefined> {
  const [row] = await db
    .select({
      at: raw`(select max(r.started_at) from clusters c cross join lateral (
        select max(started_at) as started_at from collector_runs where cluster_id = c.id and state = 'done') r)`.mapWith(
        (at: string): Date | null => instant(at),
      ),
    })
    .from(raw`(select 1) as one`);
  return row?.at ?? undefined;
}

/** Servers now running, on all clusters, that belong to nobody the portal knows. */
export async function countUnattributed(db: Db): Promise<number> {
  return db.$count(meteredSegments, and(isNull(meteredSegments.toAt), isOdd, isUnattributed));
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

/** The runs of these clusters for windows from `from` on. */
export async function runsSince(db: Db, ids: readonly ClusterId[], from: Date): Promise<RunOfCluster[]> {
  const { clusterId, windowStart, state, finishedAt, failureCode } = collectorRuns;
  const rows = await db
    .select({ clusterId, windowStart, state, finishedAt, failureCode })
    .from(collectorRuns)
    .where(and(inArray(clusterId, [...ids]), gte(windowStart, from)));
  return rows.map((row) => ({
    clusterId: row.clusterId as ClusterId,
    windowStart: row.windowStart,
    state: row.state,
    ...(row.finishedAt && { finishedAt: row.finishedAt }),
    ...(row.failureCode && { failureCode: row.failureCode }),
  }));
}
