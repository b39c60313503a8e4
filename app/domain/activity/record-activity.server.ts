import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { currentLogContext } from "~/core/log.server";
import type { Db } from "~/db/pool.server";
import { insertDeliveries } from "~/domain/webhooks/queued.queries.server";
import type { Action, Outcome, TargetKind } from "./action";
import { insertActivity } from "./activity.queries.server";
import { masked } from "./masked";

export type ActivityFact = {
  /** Who did it; absent when the portal itself did. */
  actorId?: UserId;
  /** Whose thing it was done to. */
  subjectId?: UserId;
  action: Action;
  targetKind: TargetKind;
  targetId: string;
  /** What was so before and is so after. What looks like a secret is masked. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** How it ended; `success` unless said otherwise. */
  outcome?: Outcome;
};

/**
 * Writes one line of the activity log, in the caller's transaction: the change, its record and what endpoints are told of it live or fall
 * together.
 */
export async function recordActivity(db: Db, { before, after, ...fact }: ActivityFact): Promise<void> {
  const { requestId, keyId, address, actingId } = currentLogContext();
  // Who acts as a member is the one who acted; the member is whom they acted for.
  const who =
    actingId && fact.actorId && actingId !== fact.actorId ? { actorId: actingId, onBehalfOf: fact.actorId } : {};
  const change = { ...(before && { before: masked(before) }), ...(after && { after: masked(after) }) };
  const line = { ...fact, ...change, ...who, at: clock.now() };
  const activityId = await insertActivity(db, { ...line, requestId, keyId, address });
  // What was refused did not happen.
  const { outcome = "success" } = fact;
  if (outcome !== "refused") await insertDeliveries(db, { ...line, activityId, outcome });
}
