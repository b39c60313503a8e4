import { assignments, clusters } from "@schema/clusters";
import { and, eq, isNull, lte, or, sql as raw, type AnyColumn } from "drizzle-orm";
import type { ClusterId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";

/**
 * What was seen later stands, whoever writes first. What is ahead of the database's time was seen by a clock that is, and hides nothing.
 */
const isNewer = (checkedAt: AnyColumn, at: Date) =>
  or(isNull(checkedAt), lte(checkedAt, at), raw`${checkedAt} > now()`);

/** Remembers how the hub answered at `at`, unless it is known how it did later; a version that was not learnt this time is kept. */
export async function recordHubHealth(
  db: Db,
  id: ClusterId,
  health: { state: "up" | "down"; version?: string; at: Date },
): Promise<void> {
  await db
    .update(clusters)
    .set({ hubState: health.state, hubCheckedAt: health.at, ...(health.version && { hubVersion: health.version }) })
    .where(and(eq(clusters.id, id), isNewer(clusters.hubCheckedAt, health.at)));
}

/** Remembers whether the hub allows named servers. */
export async function recordNamedServers(db: Db, id: ClusterId, namedServers: boolean): Promise<void> {
  await db
    .update(clusters)
    .set({ namedServers })
    .where(and(eq(clusters.id, id), raw`${clusters.namedServers} is distinct from ${namedServers}`));
}

/** Remembers how its Hopsworks answered, likewise. */
export async function recordHopsworksHealth(
  db: Db,
  id: ClusterId,
  health: { state: "up" | "down"; at: Date },
): Promise<void> {
  await db
    .update(clusters)
    .set({ hopsworksState: health.state, hopsworksCheckedAt: health.at })
    .where(and(eq(clusters.id, id), isNewer(clusters.hopsworksCheckedAt, health.at)));
}

const healthForMember = prepared("hub_health_for_member", ["userId"], (db, { userId }) =>
  db
    .select({ cluster: clusters.name, state: clusters.hubState, checkedAt: clusters.hubCheckedAt })
    .from(assignments)
    .innerJoin(clusters, eq(clusters.id, assignments.clusterId))
    .where(eq(assignments.userId, userId)),
);

/** The cluster of a member whose hub did not answer when it was last asked, and when that was; undefined while nothing is wrong. */
export async function hubDownFor(db: Db, userId: UserId): Promise<{ cluster: string; checkedAt: Date } | undefined> {
  const [row] = await healthForMember(db, { userId });
  return row?.state === "down" && row.checkedAt ? { cluster: row.cluster, checkedAt: row.checkedAt } : undefined;
}

const answering = prepared("clusters_answering", [], (db) =>
  db
    .select({
      answering: raw<number>`(count(*) filter (where ${clusters.hubState} = 'up'))::int`,
      all: raw<number>`count(*)::int`,
    })
    .from(clusters),
);

/** How many clusters there are, and how many of their hubs answered when they were last asked. Says nothing of which. */
export async function countAnswering(db: Db): Promise<{ answering: number; all: number }> {
  const [row] = await answering(db, {});
  return row ?? { answering: 0, all: 0 };
}
