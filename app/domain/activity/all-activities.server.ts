import { isId, type UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { actionsMeant } from "./action";
import type { ActivityPage } from "./activities-of.server";
import { spanOf, type ActivityFilter } from "./activity-filter";
import { lineForAdmins, type ActivityLine } from "./activity-line";
import { findMemberNamed, linesPage } from "./activity.queries.server";

/** `around`: what this member did, and what was done to their things or in their name. */
export type WholeFilter = ActivityFilter & { around?: UserId };

/** A page of the whole log, newest first, for those who run the platform. Nobody of a name means no lines, not all. */
export async function allActivities(
  db: Db,
  { before, after, limit, ...filter }: WholeFilter & ActivityPage,
): Promise<ActivityLine[]> {
  const [actorId, subjectId] = await Promise.all([memberOf(db, filter.actor), memberOf(db, filter.subject)]);
  if ((filter.actor && !actorId) || (filter.subject && !subjectId)) return [];
  const lines = await linesPage(db, {
    around: filter.around,
    actorId,
    subjectId,
    actions: filter.what ? actionsMeant(filter.what) : undefined,
    outcome: filter.outcome,
    targetId: filter.target,
    address: filter.address,
    ...spanOf(filter),
    before,
    after,
    limit,
  });
  return lines.map(lineForAdmins);
}

async function memberOf(db: Db, named: string | undefined): Promise<UserId | undefined> {
  if (!named) return undefined;
  return isId("user", named) ? named : findMemberNamed(db, named);
}
