import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { currentLogContext } from "~/core/log.server";
import { onCommit } from "~/core/transaction-scope.server";
import type { Db } from "~/db/pool.server";
import type { Action, Outcome, TargetKind } from "./action";
import { insertFact, insertLine } from "./activity.queries.server";
import { masked } from "./masked";
import { wakeConsumers } from "./outbox/wake-consumers.server";

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
 * Writes one line of the activity log in the caller's transaction, and the same fact into the outbox: the change, its record and that others
 * hear of it live or fall together. What was refused did not happen, and is in the log alone.
 */
export async function recordActivity(db: Db, { before, after, ...fact }: ActivityFact): Promise<void> {
  const { requestId, keyId, address, impersonatorId } = currentLogContext();
  // Who acts as a member is the one who acted; the member is whom they acted for.
  const who =
    impersonatorId && fact.actorId && impersonatorId !== fact.actorId
      ? { actorId: impersonatorId, onBehalfOf: fact.actorId }
      : {};
  const change = { ...(before && { before: masked(before) }), ...(after && { after: masked(after) }) };
  const line = { ...fact, ...change, ...who, at: clock.now(), requestId, keyId, address };
  if (fact.outcome === "refused") return insertLine(db, line);
  await insertFact(db, line);
  onCommit(wakeConsumers);
}
