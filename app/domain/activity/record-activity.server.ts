import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { currentLogContext } from "~/core/log.server";
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
  /** How it ended; `success` unless said otherwise. */
  outcome?: "success" | "refused" | "failed";
};

/** Writes one line of the activity log, in the caller's transaction: the change and its record live or fall together. */
export async function recordActivity(db: Db, fact: ActivityFact): Promise<void> {
  const { requestId, keyId, address, actingId } = currentLogContext();
  // Who acts as a member is the one who acted; the member is whom they acted for.
  const who = actingId ? { actorId: actingId, onBehalfOf: fact.actorId } : {};
  await insertActivity(db, { ...fact, ...who, at: clock.now(), requestId, keyId, address });
}
