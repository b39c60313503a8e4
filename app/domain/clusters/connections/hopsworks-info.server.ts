import { AppError } from "~/core/app-error";
import { SECOND } from "~/core/clock";
import type { ClusterId, UserId } from "~/core/id";
import { inTime } from "~/core/in-time";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { memberProfileOf } from "~/domain/identity/members/member-profile.server";
import type { HopsworksProject, HopsworksUser } from "~/integrations/hopsworks/hopsworks";
import { findAssignment } from "~/domain/clusters/placement/assignments.queries.server";
import { hopsworksOf } from "./connections.server";
import { projectsOfOwner } from "./projects-of-owner.server";

/** What Hopsworks says of a member, of their projects within the last minute; without `live` it could not be asked, and the database knows no more than the cluster. */
export type HopsworksInfo =
  | { clusterName: string; live?: { user: HopsworksUser; projects: readonly HopsworksProject[] } | { user: undefined } }
  | undefined;

/**
 * Asks the member's Hopsworks who they are there and what projects they have, for as long as somebody who waits for a page does.
 * Undefined without a cluster. They are found by their verified e-mail alone. That Hopsworks does not answer is logged, and no error.
 */
export async function hopsworksInfoOf(userId: UserId, timeout = 8 * SECOND): Promise<HopsworksInfo> {
  const assignment = await findAssignment(db, userId);
  if (!assignment) return undefined;
  const { clusterId, clusterName } = assignment;
  const { email } = await memberProfileOf(db, userId);
  try {
    return { clusterName, live: await inTime(timeout, "hopsworksDown", askHopsworks(clusterId, email)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ err: error, clusterId, refusal: error.code }, "Hopsworks cannot say who the member is there");
    return { clusterName };
  }
}

async function askHopsworks(clusterId: ClusterId, email: string) {
  const hopsworks = await hopsworksOf(clusterId);
  const user = await hopsworks.findUserByEmail(email);
  return user ? { user, projects: await projectsOfOwner(hopsworks, user.username) } : { user };
}
