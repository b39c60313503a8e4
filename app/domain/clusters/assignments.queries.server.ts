import { assignments, clusters, placements } from "@schema/clusters";
import { eq } from "drizzle-orm";
import type { ClusterId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";

/** A member's place on a cluster. */
export type Assignment = {
  userId: UserId;
  clusterId: ClusterId;
  clusterName: string;
  hubUsername: string;
  hubPublicUrl: string;
  isSimulated: boolean;
  /** There once the step that makes it is done. */
  hopsworksUsername: string | null;
  hopsworksProject: string | null;
  assignedAt: Date;
  /** Whether every step of the placement is done. */
  isReady: boolean;
};

export async function findAssignment(db: Db, userId: UserId): Promise<Assignment | undefined> {
  const { clusterId, hubUsername, hopsworksUsername, hopsworksProject, assignedAt } = assignments;
  const [row] = await db
    .select({
      clusterId,
      hubUsername,
      hopsworksUsername,
      hopsworksProject,
      assignedAt,
      clusterName: clusters.name,
      hubPublicUrl: clusters.hubPublicUrl,
      isSimulated: clusters.isSimulated,
      state: placements.state,
    })
    .from(assignments)
    .innerJoin(clusters, eq(clusters.id, clusterId))
    .leftJoin(placements, eq(placements.userId, assignments.userId))
    .where(eq(assignments.userId, userId));
  if (!row) return undefined;
  const { state, ...assignment } = row;
  return {
    ...assignment,
    isReady: state === null || state === "placed",
    userId,
    clusterId: row.clusterId as ClusterId,
  };
}

export async function insertAssignment(db: Db, row: typeof assignments.$inferInsert): Promise<void> {
  await db.insert(assignments).values(row);
}

/** What a step learnt of the member's place. */
export type Learnt = { hopsworksUsername?: string; hopsworksProject?: string };

export async function recordLearnt(db: Db, userId: UserId, learnt: Learnt): Promise<void> {
  if (Object.keys(learnt).length === 0) return;
  await db.update(assignments).set(learnt).where(eq(assignments.userId, userId));
}
