import type { Outcome } from "~/domain/activity/action";

/** A line of the activity log, as far as it is told. */
type EventLine = {
  at: Date;
  action: string;
  actorId?: string | null;
  subjectId?: string | null;
  targetKind: string;
  targetId: string;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  outcome: Outcome;
};

/** What an endpoint is sent, but for its `id`: that of the delivery. Neither addresses nor keys of whoever acted are told. */
export function payloadOf(line: EventLine) {
  return {
    type: line.action,
    timestamp: line.at.toISOString(),
    data: {
      ...(line.actorId && { actor: line.actorId }),
      ...(line.subjectId && { subject: line.subjectId }),
      target: { kind: line.targetKind, id: line.targetId },
      outcome: line.outcome,
      ...(line.before && { before: line.before }),
      ...(line.after && { after: line.after }),
    },
  };
}

/** The body that is signed and sent. The database keeps no order of keys: what says what it is comes first. */
export function serializePayload(payload: Record<string, unknown>, space?: number): string {
  const { id, type, timestamp, ...rest } = payload;
  return JSON.stringify({ id, type, timestamp, ...rest }, undefined, space);
}
