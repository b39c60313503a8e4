import { refuse } from "~/core/app-error";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { findAssignment, type Assignment } from "./assignments.queries.server";

/** The member's place on a cluster, once everything there is ready for them. */
export async function assignmentOf(db: Db, userId: UserId): Promise<Assignment | undefined> {
  const assignment = await findAssignment(db, userId);
  return assignment?.isReady ? assignment : undefined;
}

/** Refuses `conflict` for a member whose place is not ready. */
export async function requireAssignment(db: Db, userId: UserId): Promise<Assignment> {
  return (await assignmentOf(db, userId)) ?? refuse("conflict", "noPlaceYet");
}
