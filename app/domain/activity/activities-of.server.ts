import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { actionsMeant } from "./action";
import { spanOf, type ActivityFilter } from "./activity-filter";
import { lineForMember, type ActivityLine } from "./activity-line";
import { linesPage } from "./activity.queries.server";

/** A page of what a filter shows; `before` and `after` are ids of lines. */
export type ActivityPage = { before?: string; after?: string; limit: number };

/** What the reader did, and what was done to their things or in their name, by whomever; newest first, as far as it is theirs to know. */
export async function activitiesOf(
  db: Db,
  readerId: UserId,
  { before, after, limit, ...filter }: Omit<ActivityFilter, "actor" | "subject" | "address"> & ActivityPage,
): Promise<ActivityLine[]> {
  const lines = await linesPage(db, {
    around: readerId,
    actions: filter.what ? actionsMeant(filter.what) : undefined,
    outcome: filter.outcome,
    targetId: filter.target,
    ...spanOf(filter),
    before,
    after,
    limit,
  });
  return lines.map((line) => lineForMember(line, readerId));
}
