import { clusters } from "@schema/clusters";
import { and, asc, desc, eq, gt, lt, sql as raw } from "drizzle-orm";
import { refuse } from "~/core/app-error";
import type { ClusterId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";
import type { Capacity } from "~/domain/clusters/placement/placement";

export type Cluster = Omit<typeof clusters.$inferSelect, "id"> & { id: ClusterId };

export async function insertCluster(db: Db, row: typeof clusters.$inferInsert): Promise<void> {
  await db.insert(clusters).values(row);
}

/** Whoever adds a cluster whose hub must not be another's does so alone until the transaction ends. */
export async function lockHubs(db: Db): Promise<void> {
  await db.execute(raw`select pg_advisory_xact_lock(hashtext('atrium:hubs'))`);
}

/** Refuses `not_found`. */
export async function requireCluster(db: Db, id: ClusterId): Promise<Cluster> {
  const [row] = await db.select().from(clusters).where(eq(clusters.id, id));
  return row ? { ...row, id } : refuse("not_found", "clusterUnknown");
}

/** What of a cluster an administrator may change and what limits it, held until the transaction ends. Refuses `not_found`. */
export async function lockClusterRow(db: Db, id: ClusterId) {
  const { memberCount, maxMembers, acceptsMembers } = clusters;
  const [row] = await db
    .select({ memberCount, maxMembers, acceptsMembers })
    .from(clusters)
    .where(eq(clusters.id, id))
    .for("update");
  return row ?? refuse("not_found", "clusterUnknown");
}

export async function updateCluster(
  db: Db,
  id: ClusterId,
  change: { maxMembers: number; acceptsMembers: boolean },
): Promise<void> {
  await db.update(clusters).set(change).where(eq(clusters.id, id));
}

const overviewColumns = {
  id: raw<ClusterId>`${clusters.id}`,
  name: clusters.name,
  memberCount: clusters.memberCount,
  maxMembers: clusters.maxMembers,
  acceptsMembers: clusters.acceptsMembers,
  hopsworksUrl: clusters.hopsworksUrl,
  hopsworksKeyLast4: clusters.hopsworksKeyLast4,
  hubPublicUrl: clusters.hubPublicUrl,
  hubState: clusters.hubState,
  hubVersion: clusters.hubVersion,
  hubCheckedAt: clusters.hubCheckedAt,
  namedServers: clusters.namedServers,
  hopsworksState: clusters.hopsworksState,
  hopsworksCheckedAt: clusters.hopsworksCheckedAt,
  isSimulated: clusters.isSimulated,
};

/** What an administrator sees of a cluster: no secret but the end of the key. */
export type ClusterOverview = Awaited<ReturnType<typeof clustersOverview>>[number];

/** All clusters, oldest first: for programs. Pages read {@link clustersPage}. */
export async function clustersOverview(db: Db) {
  return db.select(overviewColumns).from(clusters).orderBy(asc(clusters.createdAt), asc(clusters.id));
}

export async function findClusterOverview(db: Db, id: ClusterId): Promise<ClusterOverview | undefined> {
  const [row] = await db.select(overviewColumns).from(clusters).where(eq(clusters.id, id));
  return row;
}

type ClusterFilter = { after?: string; before?: string; limit: number };

/** A page of clusters by name: those after a name, or the ones that come before it. */
export async function clustersPage(db: Db, { after, before, limit }: ClusterFilter): Promise<ClusterOverview[]> {
  const edge = before ? lt(clusters.name, before) : after ? gt(clusters.name, after) : undefined;
  const rows = await db
    .select(overviewColumns)
    .from(clusters)
    .where(edge)
    .orderBy(before ? desc(clusters.name) : asc(clusters.name))
    .limit(limit);
  return before ? rows.reverse() : rows;
}

/** The first `limit` clusters, those whose hub does not answer before all others. */
export async function clustersInNeedFirst(db: Db, limit: number): Promise<ClusterOverview[]> {
  const isDown = raw`${clusters.hubState} is not distinct from 'down'`;
  return db.select(overviewColumns).from(clusters).orderBy(desc(isDown), asc(clusters.name)).limit(limit);
}

export async function countClusters(db: Db): Promise<number> {
  return db.$count(clusters);
}

export async function countHubsDown(db: Db): Promise<number> {
  return db.$count(clusters, eq(clusters.hubState, "down"));
}

const factsById = prepared("cluster_facts", ["ids"], (db, { ids }) =>
  db
    .select({ id: raw<ClusterId>`${clusters.id}`, name: clusters.name, hubState: clusters.hubState })
    .from(clusters)
    .where(raw`${clusters.id} = any(${ids}::text[])`),
);

/** What these clusters are called, and whether their hubs answer. */
export async function clusterFacts(db: Db, ids: readonly ClusterId[]) {
  return factsById(db, { ids: [...new Set(ids)] });
}

/** Where each cluster's hub is, for comparing; oldest cluster first. */
export async function hubAddresses(db: Db) {
  const { name, hubApiUrl, hubPublicUrl, createdAt } = clusters;
  return db
    .select({ id: raw<ClusterId>`${clusters.id}`, name, hubApiUrl, hubPublicUrl })
    .from(clusters)
    .orderBy(asc(createdAt), asc(clusters.id));
}

/** What choosing a cluster needs to know of each of them. */
export async function clusterCapacities(db: Db): Promise<(Capacity & { id: ClusterId; name: string })[]> {
  const { name, acceptsMembers, memberCount, maxMembers, createdAt } = clusters;
  return db
    .select({ id: raw<ClusterId>`${clusters.id}`, name, acceptsMembers, memberCount, maxMembers, createdAt })
    .from(clusters);
}

/** Takes one place; false when the last one went to somebody else, or the cluster was closed, meanwhile. */
export async function reserveSlot(db: Db, id: ClusterId): Promise<boolean> {
  const taken = await db
    .update(clusters)
    .set({ memberCount: raw`${clusters.memberCount} + 1` })
    .where(and(eq(clusters.id, id), eq(clusters.acceptsMembers, true), lt(clusters.memberCount, clusters.maxMembers)))
    .returning({ id: clusters.id });
  return taken.length === 1;
}

/** Gives one place back. */
export async function releaseSlot(db: Db, id: ClusterId): Promise<void> {
  await db
    .update(clusters)
    .set({ memberCount: raw`greatest(0, ${clusters.memberCount} - 1)` })
    .where(eq(clusters.id, id));
}
