import { assignments, clusters, placements, placementSteps } from "@schema/clusters";
import { asc, eq } from "drizzle-orm";
import type { ClusterId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";

/** A member's place on a cluster. */
export type Assignment = {
  userId: UserId;
  clusterId: ClusterId;
  clusterName: string;
  hubUsername: string;
  hubPublicUrl: string;
  hopsworksUrl: string;
  isSimulated: boolean;
  /** Whether the hub allows servers beside the default one; null until that is known. */
  namedServers: boolean | null;
  /** There once the step that makes it is done. */
  hopsworksUsername: string | null;
  hopsworksProject: string | null;
  assignedAt: Date;
  /** Whether every step of the placement is done. */
  isReady: boolean;
};

const assignmentByUser = prepared("assignment_by_user", ["userId"], (db, { userId }) =>
  db
    .select({
      clusterId: assignments.clusterId,
      hubUsername: assignments.hubUsername,
      hopsworksUsername: assignments.hopsworksUsername,
      hopsworksProject: assignments.hopsworksProject,
      assignedAt: assignments.assignedAt,
      clusterName: clusters.name,
      hubPublicUrl: clusters.hubPublicUrl,
      hopsworksUrl: clusters.hopsworksUrl,
      isSimulated: clusters.isSimulated,
      namedServers: clusters.namedServers,
      state: placements.state,
    })
    .from(assignments)
    .innerJoin(clusters, eq(clusters.id, assignments.clusterId))
    .leftJoin(placements, eq(placements.userId, assignments.userId))
    .where(eq(assignments.userId, userId)),
);

export async function findAssignment(db: Db, userId: UserId): Promise<Assignment | undefined> {
  const [row] = await assignmentByUser(db, { userId });
  if (!row) return undefined;
  const { state, ...assignment } = row;
  return {
    ...assignment,
    isReady: state === null || state === "placed",
    userId,
    clusterId: row.clusterId as ClusterId,
  };
}

/** The hub's name of somebody who has, or is about to have, their place on the cluster; undefined where there is nobody. */
export async function findHubUsernameOn(db: Db, clusterId: ClusterId): Promise<string | undefined> {
  const { hubUsername } = assignments;
  const [row] = await db
    .select({ hubUsername })
    .from(assignments)
    .where(eq(assignments.clusterId, clusterId))
    .orderBy(asc(hubUsername))
    .limit(1);
  return row?.hubUsername;
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

/** Takes the member's place away, with the record of how they came to it; where it was, or undefined when they had none. */
export async function deletePlace(
  db: Db,
  userId: UserId,
): Promise<{ clusterId: ClusterId; hubUsername: string } | undefined> {
  await db.delete(placementSteps).where(eq(placementSteps.userId, userId));
  await db.delete(placements).where(eq(placements.userId, userId));
  const { clusterId, hubUsername } = assignments;
  const [place] = await db
    .delete(assignments)
    .where(eq(assignments.userId, userId))
    .returning({ clusterId, hubUsername });
  return place && { ...place, clusterId: place.clusterId as ClusterId };
}
