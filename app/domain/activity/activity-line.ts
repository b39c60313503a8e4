import type { UserId } from "~/core/id";
import type { Outcome } from "./action";

/** Who somebody in a line is to its reader. A person whose name is not the reader's to know has none. */
export type Somebody = { is: "portal" } | { is: "reader" } | { is: "person"; id?: UserId; name?: string };

/** One line of the log as its reader may see it. */
export type ActivityLine = {
  id: string;
  at: Date;
  /** One of the catalogue's, or one that another version of the portal wrote. */
  action: string;
  outcome: Outcome;
  actor: Somebody;
  /** The member as whom an admin acted. */
  onBehalfOf?: Somebody;
  /** Whose thing it was done to. */
  subject?: Somebody;
  target: { kind: string; id: string; name?: string };
  /** The API key that was used. */
  key?: { id: string; name?: string };
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  address?: string;
  requestId?: string;
};

/** A line as it is stored, with the names of those in it. */
export type StoredLine = {
  id: string;
  at: Date;
  action: string;
  outcome: Outcome;
  actorId: UserId | null;
  actorName: string | null;
  actorIsAdmin: boolean | null;
  onBehalfOf: UserId | null;
  onBehalfOfName: string | null;
  subjectId: UserId | null;
  subjectName: string | null;
  targetKind: string;
  targetId: string;
  thingName: string | null;
  targetUserName: string | null;
  keyId: string | null;
  keyName: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  address: string | null;
  requestId: string | null;
};

/** The whole line, for those who run the platform. */
export function lineForAdmins(line: StoredLine): ActivityLine {
  const { onBehalfOf, subjectId, actorId } = line;
  return {
    ...whatHappened(line),
    actor: actorId ? person(actorId, line.actorName) : { is: "portal" },
    onBehalfOf: onBehalfOf ? person(onBehalfOf, line.onBehalfOfName) : undefined,
    subject: subjectId ? person(subjectId, line.subjectName) : undefined,
    target: targetOf(line, line.thingName ?? line.targetUserName),
    ...changeIn(line),
    ...traceOf(line),
  };
}

/**
 * What a member may see of a line that is theirs or about their things. Of an admin who acted they see the name, of anybody else
 * nothing; where somebody else came from, and with which key, is not theirs to know, nor what changed at other people's things.
 */
export function lineForMember(line: StoredLine, readerId: UserId): ActivityLine {
  const readerOr = (id: UserId | null) => (id ? (id === readerId ? reader : stranger) : undefined);
  return {
    ...whatHappened(line),
    actor: actorFor(line, readerId),
    onBehalfOf: readerOr(line.onBehalfOf),
    subject: readerOr(line.subjectId),
    target: targetOf(line, line.thingName ?? (line.targetId === readerId ? line.targetUserName : null)),
    ...(line.subjectId === readerId && changeIn(line)),
    ...(line.actorId === readerId && traceOf(line)),
  };
}

const reader: Somebody = { is: "reader" };
const stranger: Somebody = { is: "person" };

function actorFor({ actorId, actorName, actorIsAdmin, onBehalfOf }: StoredLine, readerId: UserId): Somebody {
  if (!actorId) return { is: "portal" };
  if (actorId === readerId) return reader;
  // Nobody but an admin acts as a member; it may be one who is none any more.
  const wasAdmin = actorIsAdmin === true || onBehalfOf === readerId;
  return wasAdmin && actorName ? { is: "person", name: actorName } : stranger;
}

function whatHappened({ id, at, action, outcome }: StoredLine) {
  return { id, at, action, outcome };
}

function changeIn({ before, after }: StoredLine) {
  return { before: before ?? undefined, after: after ?? undefined };
}

function traceOf({ keyId, keyName, address, requestId }: StoredLine) {
  const key = keyId ? { id: keyId, name: keyName ?? undefined } : undefined;
  return { key, address: address ?? undefined, requestId: requestId ?? undefined };
}

function person(id: UserId, name: string | null): Somebody {
  return { is: "person", id, name: name ?? undefined };
}

function targetOf({ targetKind: kind, targetId: id }: StoredLine, name: string | null): ActivityLine["target"] {
  return { kind, id, name: name ?? undefined };
}
