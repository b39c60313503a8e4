import type { Db } from "~/db/pool.server";
import type { Outcome } from "~/domain/activity/action";

/** What a consumer is told of: a line of the activity log as it was written, and its position in the order of consumption. */
export type OutboxFact = {
  position: bigint;
  activityId: bigint;
  at: Date;
  action: string;
  actorId: string | null;
  subjectId: string | null;
  targetKind: string;
  targetId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  outcome: Outcome;
};

export type OutboxConsumer = {
  /** Names its cursor: it stays as long as the consumer exists. */
  name: string;
  /** Writes what follows from these facts, in order, within `tx`; that it throws undoes it, and the same facts come again. */
  consume: (tx: Db, facts: readonly OutboxFact[]) => Promise<void>;
};
