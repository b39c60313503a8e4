import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { currentRequestId } from "~/core/log.server";
import type { Db } from "~/db/pool.server";
import { insertActivity } from "./activity.queries.server";

export type ActivityFact = {
  /** Who did it; absent when the portal itself did. */
  actorId?: UserId;
  /** Whose thing it was done to. */
  subjectId?: UserId;
  /** `noun.verb`: `environment.start`, `credits.purchase`. */
  action: string;
  targetKind: string;
  targetId: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

/** Writes one line of the activity log, in the caller's transaction: the change and its record live or fall together. */
export async function recordActivity(db: Db, fact: ActivityFact): Promise<void> {
  await insertActivity(db, { ...fact, at: clock.now(), requestId: currentRequestId() });
}
